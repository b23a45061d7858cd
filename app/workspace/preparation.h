// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/workspace/workspace.h"

#include <memory>

namespace framewright::workspace {

/// What another thread needs to make a workspace ready for a document, which gives it out.
struct Preparation
{
    std::shared_ptr<const Workspace> before; ///< Like parts keep its identities; none: all get new ones.
    std::uint64_t firstIdentity = 1;         ///< Of a run that nobody else gets.
};

/// More than any workspace has parts: each is at least a byte of its file.
constexpr std::uint64_t IdentitiesOfOneFile = std::uint64_t(1) << 32;

/// A workspace whose parts all have identities of this document: taking it over costs nothing there. For the thread
/// that has read it; whatever identities the reader gave are void.
[[nodiscard]] std::shared_ptr<const Workspace> makeReady(Workspace workspace, const Preparation &preparation);

/// For whoever hands workspaces around: letting go of a large one does not hold up the thread that does it.
[[nodiscard]] std::shared_ptr<Workspace> share(Workspace workspace);

/// Whether it is so large that one would see it being compared, written or freed. Looks at no more of it than that
/// takes.
[[nodiscard]] bool isLarge(const Workspace &workspace);

} // namespace framewright::workspace
