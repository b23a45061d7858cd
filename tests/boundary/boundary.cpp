// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// That this links is the test: see CMakeLists.txt. That nothing pulled Gui in behind its back, the loader says.

#include <link.h>

#include <cstdio>
#include <cstring>
#include <initializer_list>

namespace {

int refuseGui(dl_phdr_info *library, std::size_t, void *)
{
    for (const char *forbidden : {"libQt6Gui", "libQt6Widgets"}) {
        if (std::strstr(library->dlpi_name, forbidden)) {
            std::fprintf(stderr, "app/ must not need %s\n", library->dlpi_name);
            return 1;
        }
    }
    return 0;
}

} // namespace

int main()
{
    return dl_iterate_phdr(refuseGui, nullptr);
}
