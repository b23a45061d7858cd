// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/fakerwords.h"

#include <array>

namespace framewright::expression {

namespace {

constexpr FakerLocale english = {
    .name = "en",
    .firstNames = "Ada|Alice|Amelia|Anna|Arthur|Ben|Charlotte|Chloe|Daniel|David|Eleanor|Ella|Emily|Ethan|Eva|Freya|"
                  "George|Grace|Hannah|Harry|Henry|Isla|Jack|James|Kate|Leo|Lily|Lucy|Martha|Mia|Noah|Oliver|Oscar|"
                  "Rose|Ruth|Samuel|Sophie|Theo|Thomas|William",
    .lastNames = "Adams|Baker|Bennett|Brown|Carter|Clark|Cooper|Davies|Edwards|Evans|Foster|Gibson|Grant|Green|Hall|"
                 "Harris|Hill|Hughes|Jackson|Johnson|Jones|King|Lewis|Mason|Mitchell|Morgan|Parker|Reed|Roberts|Scott|"
                 "Shaw|Smith|Stone|Taylor|Turner|Walker|Ward|White|Wilson|Wright",
    .fullName = "{first} {last}",
    .latinNames = "",
    .cities =
        "Ashford|Bath|Boston|Brighton|Bristol|Cambridge|Chicago|Cork|Denver|Dublin|Durham|Exeter|Houston|Kingston|"
        "Leeds|Lincoln|Manchester|Norwich|Oxford|Perth|Portland|Salem|Seattle|Sheffield|Winchester|York",
    .streets = "Bridge Street|Castle Lane|Chapel Road|Church Street|Elm Avenue|Garden Close|Grove Road|High Street|"
               "Hill Road|King Street|Main Street|Mill Lane|Oak Avenue|Orchard Way|Park Road|Queen Street|River Walk|"
               "School Lane|Station Road|Victoria Road|West Street|Willow Drive",
    .street = "{number} {street}",
    .postcode = "!####",
    .phone = "+1 !##-555-01##",
    .country = "United States",
    .companyForms = "Ltd|Inc|LLC|Group|& Sons",
    .months = "January|February|March|April|May|June|July|August|September|October|November|December",
    .weekdays = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
};

constexpr FakerLocale german = {
    .name = "de",
    .firstNames = "Anna|Anton|Björn|Clara|Emil|Emma|Felix|Finn|Frieda|Greta|Hanna|Ida|Jakob|Jonas|Jürgen|Karl|Käthe|"
                  "Lara|Lena|Leon|Lina|Lukas|Marie|Matthias|Max|Mia|Moritz|Nele|Oskar|Paul|Paula|Sophie|Theo|Uwe",
    .lastNames = "Bauer|Becker|Böhm|Braun|Fischer|Fuchs|Günther|Hartmann|Hoffmann|Huber|Jäger|Kaiser|Keller|Klein|Koch|"
                 "Köhler|König|Krüger|Lang|Lehmann|Maier|Müller|Neumann|Richter|Roth|Schäfer|Schmidt|Schneider|Schulz|"
                 "Vogel|Wagner|Weber|Weiß|Werner|Wolf|Zimmermann",
    .fullName = "{first} {last}",
    .latinNames = "",
    .cities = "Aachen|Augsburg|Berlin|Bremen|Dresden|Düsseldorf|Erfurt|Essen|Frankfurt|Freiburg|Göttingen|Graz|Halle|"
              "Hamburg|Kassel|Kiel|Köln|Leipzig|Lübeck|Mainz|München|Münster|Nürnberg|Rostock|Ulm|Wien|Würzburg|Zürich",
    .streets = "Ahornweg|Am Markt|Bachstraße|Bahnhofstraße|Bergstraße|Birkenweg|Blumenstraße|Dorfstraße|Feldweg|"
               "Gartenstraße|Goethestraße|Hauptstraße|Kirchgasse|Lindenallee|Marktplatz|Mühlweg|Poststraße|Ringstraße|"
               "Rosenweg|Schillerstraße|Schulstraße|Waldstraße",
    .street = "{street} {number}",
    .postcode = "!####",
    .phone = "+49 !## #######",
    .country = "Deutschland",
    .companyForms = "GmbH|AG|KG|OHG|& Söhne",
    .months = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
    .weekdays = "Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag",
};

constexpr FakerLocale french = {
    .name = "fr",
    .firstNames = "Adèle|Agnès|Alice|Antoine|Arthur|Aurélie|Benoît|Camille|Céline|Chloé|Claire|Clément|Élise|Émile|"
                  "Étienne|Eugénie|Gabriel|Hélène|Hugo|Inès|Jules|Léa|Léon|Louis|Lucie|Manon|Mathilde|Noémie|Nicolas|"
                  "Pierre|Rémi|Sylvie|Théo|Zoé",
    .lastNames = "André|Bernard|Bertrand|Blanc|Bonnet|Chevalier|David|Dubois|Dupont|Durand|Fontaine|Fournier|Garnier|"
                 "Gauthier|Girard|Guérin|Lambert|Laurent|Lefèvre|Legrand|Leroy|Marchand|Martin|Mercier|Michel|Moreau|"
                 "Morel|Noël|Petit|Renard|Robert|Rousseau|Roux|Simon|Thomas|Vincent",
    .fullName = "{first} {last}",
    .latinNames = "",
    .cities = "Amiens|Angers|Avignon|Besançon|Bordeaux|Brest|Caen|Dijon|Grenoble|Lille|Limoges|Lyon|Marseille|Metz|"
              "Montpellier|Nancy|Nantes|Nice|Nîmes|Orléans|Paris|Poitiers|Reims|Rennes|Rouen|Saint-Étienne|Strasbourg|"
              "Toulouse|Tours",
    .streets = "avenue de la Gare|avenue des Tilleuls|boulevard Victor-Hugo|chemin du Moulin|cours de la Marne|"
               "impasse des Lilas|place de l'Église|place du Marché|quai du Port|rue de l'École|rue de la Paix|"
               "rue de la République|rue des Écoles|rue des Fleurs|rue du Château|rue du Four|rue Pasteur|rue Voltaire",
    .street = "{number} {street}",
    .postcode = "!####",
    .phone = "+33 ! ## ## ## ##",
    .country = "France",
    .companyForms = "SARL|SA|SAS|et Fils|Frères",
    .months = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    .weekdays = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
};

constexpr FakerLocale spanish = {
    .name = "es",
    .firstNames = "Alba|Alejandro|Álvaro|Ana|Andrés|Beatriz|Carlos|Carmen|Clara|Daniel|Diego|Elena|Emilia|Fernando|"
                  "Héctor|Inés|Irene|Javier|Jesús|José|Juan|Julia|Lucía|Luis|María|Marta|Mateo|Miguel|Mónica|Nicolás|"
                  "Pablo|Raúl|Sofía|Tomás|Valentina",
    .lastNames = "Alonso|Álvarez|Blanco|Castro|Delgado|Díaz|Domínguez|Fernández|Flores|García|Gil|Gómez|González|"
                 "Gutiérrez|Hernández|Herrera|Ibáñez|Jiménez|López|Martín|Martínez|Medina|Molina|Moreno|Muñoz|Navarro|"
                 "Núñez|Ortega|Pérez|Ramírez|Ramos|Rodríguez|Romero|Ruiz|Sánchez|Torres|Vázquez",
    .fullName = "{first} {last} {last}",
    .latinNames = "",
    .cities = "Albacete|Alicante|Almería|Ávila|Barcelona|Bilbao|Bogotá|Burgos|Cádiz|Córdoba|Cuenca|Granada|León|Lima|"
              "Logroño|Madrid|Málaga|Mérida|Murcia|Oviedo|Salamanca|Segovia|Sevilla|Soria|Toledo|Valencia|Zaragoza",
    .streets = "Avenida de América|Avenida del Mar|Calle Alcalá|Calle de la Luna|Calle del Carmen|Calle del Sol|"
               "Calle Mayor|Calle Nueva|Calle Real|Camino Viejo|Paseo de la Estación|Paseo del Prado|Plaza de España|"
               "Plaza del Ayuntamiento|Plaza Mayor|Ronda Norte|Travesía del Río",
    .street = "{street}, {number}",
    .postcode = "!####",
    .phone = "+34 6## ### ###",
    .country = "España",
    .companyForms = "S.L.|S.A.|e Hijos|Hermanos",
    .months = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
    .weekdays = "lunes|martes|miércoles|jueves|viernes|sábado|domingo",
};

constexpr FakerLocale italian = {
    .name = "it",
    .firstNames =
        "Alessandro|Alice|Andrea|Anna|Antonio|Aurora|Bianca|Carlo|Chiara|Davide|Elena|Emma|Federica|Filippo|"
        "Francesco|Gaia|Giorgia|Giulia|Giuseppe|Ilaria|Laura|Leonardo|Lorenzo|Luca|Marco|Maria|Martina|Matteo|"
        "Nicola|Niccolò|Paolo|Pietro|Sara|Sofia|Tommaso|Valentina",
    .lastNames = "Barbieri|Bianchi|Bruno|Caruso|Cattaneo|Colombo|Conti|Costa|D'Angelo|De Luca|Esposito|Fabbri|Ferrari|"
                 "Ferri|Fontana|Galli|Gallo|Gentile|Giordano|Greco|Leone|Lombardi|Longo|Mancini|Marino|Martini|Moretti|"
                 "Neri|Ricci|Rinaldi|Rizzo|Romano|Rossi|Russo|Serra|Villa|Vitale",
    .fullName = "{first} {last}",
    .latinNames = "",
    .cities = "Ancona|Bari|Bergamo|Bologna|Bolzano|Brescia|Cagliari|Como|Cremona|Ferrara|Firenze|Forlì|Genova|L'Aquila|"
              "Lecce|Lucca|Milano|Modena|Napoli|Padova|Palermo|Parma|Perugia|Pisa|Roma|Siena|Torino|Trento|Venezia|"
              "Verona",
    .streets = "Corso Garibaldi|Corso Italia|Largo Augusto|Piazza del Duomo|Piazza della Libertà|Piazza San Marco|"
               "Via Cavour|Via dei Mille|Via del Mare|Via della Stazione|Via Dante|Via delle Rose|Via Mazzini|Via Roma|"
               "Via Verdi|Viale dei Tigli|Viale Europa|Vicolo Corto",
    .street = "{street} {number}",
    .postcode = "!####",
    .phone = "+39 3## #######",
    .country = "Italia",
    .companyForms = "S.r.l.|S.p.A.|e Figli|Fratelli",
    .months = "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
    .weekdays = "lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica",
};

constexpr FakerLocale portuguese = {
    .name = "pt",
    .firstNames =
        "Afonso|Alice|Ana|André|Antônio|Beatriz|Bruno|Caio|Carolina|Catarina|Diogo|Eduardo|Fernanda|Francisco|"
        "Gabriel|Helena|Inês|Isabel|João|Joana|José|Júlia|Laura|Leonor|Luís|Manuel|Márcio|Maria|Mariana|"
        "Matilde|Miguel|Pedro|Rafael|Rita|Rodrigo|Sofia|Tiago|Vitória",
    .lastNames =
        "Almeida|Alves|Araújo|Barbosa|Barros|Cardoso|Carvalho|Coelho|Correia|Costa|Cunha|Dias|Duarte|Fernandes|"
        "Ferreira|Fonseca|Freitas|Gomes|Gonçalves|Lima|Lopes|Machado|Magalhães|Martins|Melo|Moreira|Nunes|"
        "Oliveira|Pereira|Pinto|Ribeiro|Rocha|Santos|Silva|Simões|Sousa|Teixeira",
    .fullName = "{first} {last}",
    .latinNames = "",
    .cities =
        "Aveiro|Belém|Braga|Brasília|Coimbra|Curitiba|Évora|Faro|Florianópolis|Fortaleza|Funchal|Guimarães|Leiria|"
        "Lisboa|Manaus|Natal|Olinda|Porto|Recife|Rio de Janeiro|Salvador|Santarém|São Paulo|Setúbal|Viseu|Vitória",
    .streets =
        "Alameda das Flores|Avenida Brasil|Avenida da Liberdade|Avenida Paulista|Largo do Carmo|Praça da República|"
        "Praça do Comércio|Rua Augusta|Rua da Escola|Rua da Paz|Rua das Oliveiras|Rua de São João|Rua do Sol|"
        "Rua Direita|Rua Nova|Travessa do Rio",
    .street = "{street}, {number}",
    .postcode = "!####-###",
    .phone = "+351 9## ### ###",
    .country = "Portugal",
    .companyForms = "Lda|S.A.|e Filhos|Irmãos",
    .months = "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
    .weekdays = "segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|sábado|domingo",
};

constexpr FakerLocale japanese = {
    .name = "ja",
    .firstNames = "葵|愛|明|彩|海斗|一郎|恵|健太|健|小春|さくら|咲|翔|翔太|太郎|大輔|千尋|直樹|夏子|花子|遥|陽菜|陽翔|"
                  "真由美|美咲|美優|悠真|優子|結衣|雄太|洋子|蓮|凛",
    .lastNames = "青木|石井|石川|伊藤|井上|上田|遠藤|岡田|小川|加藤|木村|小林|近藤|斎藤|坂本|佐々木|佐藤|清水|鈴木|"
                 "高橋|田中|中島|中村|西村|橋本|長谷川|林|原田|藤田|前田|松本|三浦|村上|森|山口|山田|山本|吉田|渡辺",
    .fullName = "{last} {first}",
    .latinNames = "aoi|akira|aya|daisuke|hana|haruto|hinata|ichiro|kaito|ken|kenta|mei|misaki|naoki|ren|rin|sakura|sho|"
                  "taro|yui|yuma|yuta",
    .cities = "青森市|大阪市|岡山市|金沢市|鹿児島市|川崎市|北九州市|京都市|熊本市|高知市|神戸市|札幌市|静岡市|仙台市|"
              "千葉市|東京|長崎市|長野市|名古屋市|那覇市|奈良市|新潟市|浜松市|広島市|福岡市|松山市|横浜市",
    .streets =
        "旭町|泉町|駅前通り|大手町|上野|栄町|桜通り|新町|中央通り|寺町|西町|花園町|東町|本町|緑町|港町|宮前|元町",
    .street = "{street}{number}番地",
    .postcode = "!##-####",
    .phone = "+81 90-####-####",
    .country = "日本",
    .companyForms = "株式会社|有限会社|合同会社",
    .months = "1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月|12月",
    .weekdays = "月曜日|火曜日|水曜日|木曜日|金曜日|土曜日|日曜日",
};

constexpr FakerLocale chinese = {
    .name = "zh",
    .firstNames = "伟|芳|娜|敏|静|丽|强|磊|军|洋|勇|艳|杰|娟|涛|明|超|秀英|霞|平|刚|桂英|子涵|子轩|梓萱|浩然|雨桐|欣怡|"
                  "宇航|诗涵|思远|一诺|佳怡|嘉豪|晓明",
    .lastNames = "王|李|张|刘|陈|杨|赵|黄|周|吴|徐|孙|胡|朱|高|林|何|郭|马|罗|梁|宋|郑|谢|韩|唐|冯|于|董|萧|程|曹|袁|"
                 "邓|许|傅|沈|曾|彭|吕|欧阳|司马",
    .fullName = "{last}{first}",
    .latinNames = "wei|fang|na|min|jing|li|qiang|lei|jun|yang|yong|yan|jie|juan|tao|ming|chao|xia|ping|gang|hao|xin|yu",
    .cities =
        "北京|上海|广州|深圳|成都|重庆|武汉|西安|杭州|南京|天津|苏州|长沙|郑州|青岛|沈阳|大连|厦门|宁波|昆明|济南|"
        "哈尔滨|福州|合肥|南昌|贵阳|兰州|海口|拉萨|台北",
    .streets =
        "人民路|中山路|解放路|建设路|和平路|新华街|南京路|北京路|长江路|黄河路|文化街|胜利路|光明街|花园路|学院路|"
        "东风路|湖滨路|青年路",
    .street = "{street}{number}号",
    .postcode = "!#####",
    .phone = "+86 13# #### ####",
    .country = "中国",
    .companyForms = "有限公司|股份有限公司|集团",
    .months = "一月|二月|三月|四月|五月|六月|七月|八月|九月|十月|十一月|十二月",
    .weekdays = "星期一|星期二|星期三|星期四|星期五|星期六|星期日",
};

constexpr FakerLocale russian = {
    .name = "ru",
    .firstNames =
        "Александр|Алексей|Анна|Андрей|Анастасия|Борис|Вера|Виктор|Виктория|Владимир|Галина|Дарья|Дмитрий|"
        "Евгений|Екатерина|Елена|Иван|Игорь|Ирина|Кирилл|Ксения|Лев|Любовь|Максим|Мария|Михаил|Надежда|Наталья|"
        "Никита|Николай|Ольга|Павел|Пётр|Светлана|Сергей|София|Татьяна|Юлия|Ярослав",
    .lastNames =
        "Белов|Бондаренко|Власенко|Григоренко|Дорош|Жук|Зайченко|Иваненко|Коваль|Кравченко|Кузьменко|Лысенко|"
        "Мельник|Мороз|Назаренко|Павленко|Петренко|Полищук|Романенко|Руденко|Савченко|Сидоренко|Ткаченко|Франко|"
        "Харченко|Черненко|Шевченко|Юрченко|Яковенко",
    .fullName = "{first} {last}",
    .latinNames = "alexander|alexey|anna|andrey|boris|vera|viktor|galina|darya|dmitry|elena|ivan|igor|irina|kirill|lev|"
                  "maxim|maria|nikita|olga|pavel|sergey|sofia|tatiana|yulia",
    .cities = "Архангельск|Астрахань|Великий Новгород|Владивосток|Волгоград|Воронеж|Екатеринбург|Иркутск|Казань|Калуга|"
              "Краснодар|Красноярск|Москва|Мурманск|Нижний Новгород|Новосибирск|Омск|Пермь|Псков|Ростов-на-Дону|Самара|"
              "Санкт-Петербург|Саратов|Смоленск|Сочи|Тверь|Томск|Тула|Уфа|Ярославль",
    .streets =
        "Берёзовая улица|Вокзальная улица|Заречная улица|Зелёная улица|Лесная улица|Луговая улица|Молодёжная улица|"
        "Набережная улица|Новая улица|Парковая улица|Полевая улица|Садовая улица|Северная улица|Солнечная улица|"
        "Сосновая улица|улица Мира|улица Пушкина|Центральная улица|Цветочная улица|Школьная улица",
    .street = "{street}, {number}",
    .postcode = "!#####",
    .phone = "+7 9## ###-##-##",
    .country = "Россия",
    .companyForms = "ООО|АО|ЗАО|и партнёры",
    .months = "январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь",
    .weekdays = "понедельник|вторник|среда|четверг|пятница|суббота|воскресенье",
};

constexpr std::array<const FakerLocale *, 9> locales = {
    &english, &german, &french, &spanish, &italian, &portuguese, &japanese, &chinese, &russian,
};

} // namespace

const FakerLocale *fakerLocale(QByteArrayView name)
{
    const QByteArrayView language = name.size() > 2 && (name[2] == '-' || name[2] == '_') ? name.first(2) : name;
    for (const FakerLocale *locale : locales) {
        if (language.compare(QByteArrayView(locale->name), Qt::CaseInsensitive) == 0)
            return locale;
    }
    return nullptr;
}

std::vector<QByteArrayView> fakerLocaleNames()
{
    std::vector<QByteArrayView> names;
    for (const FakerLocale *locale : locales)
        names.emplace_back(locale->name);
    return names;
}

} // namespace framewright::expression
