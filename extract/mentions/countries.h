// Countries and territories as ICU/CLDR names them, in both scripts, read as Simplified Chinese.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace guanxi {

struct CountryNames {
  std::string code;       // ISO 3166-1 alpha-2
  std::string canonical;  // CLDR's name for zh_Hans
  std::vector<std::string>
      others;  // other Simplified readings: of zh_Hant, zh_Hant_HK, short and variant forms
};

// Every country and territory of ICU's list, sorted by code. Throws Error(kSystem) when ICU has no data.
std::vector<CountryNames> icu_countries();

// What another locale calls them, by code: full, short and variant forms as it writes them.
std::map<std::string, std::vector<std::string>> icu_country_names(const std::string& locale);

}  // namespace guanxi
