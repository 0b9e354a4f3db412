#include "extract/mentions/countries.h"

#include <unicode/locdspnm.h>
#include <unicode/locid.h>
#include <unicode/translit.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

class RegionNames {
 public:
  explicit RegionNames(const char* locale, UDisplayContext length)
      : names_(icu::LocaleDisplayNames::createInstance(icu::Locale(locale), contexts(length), 1)) {}

  icu::UnicodeString name(const char* code) const {
    icu::UnicodeString out;
    names_->regionDisplayName(code, out);
    return out;
  }

 private:
  static UDisplayContext* contexts(UDisplayContext length) {
    static thread_local UDisplayContext context[1];
    context[0] = length;
    return context;
  }
  std::unique_ptr<icu::LocaleDisplayNames> names_;
};

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

}  // namespace

std::vector<CountryNames> icu_countries() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> simplify(
      icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
  if (U_FAILURE(status))
    throw Error(ErrorKind::kSystem, "ICU has no Traditional-Simplified transform: install libicu");
  const RegionNames simplified("zh_Hans", UDISPCTX_LENGTH_FULL);
  const RegionNames others[] = {
      RegionNames("zh_Hans", UDISPCTX_LENGTH_SHORT), RegionNames("zh_Hant", UDISPCTX_LENGTH_FULL),
      RegionNames("zh_Hant", UDISPCTX_LENGTH_SHORT), RegionNames("zh_Hant_HK", UDISPCTX_LENGTH_FULL)};
  std::vector<CountryNames> countries;
  for (const char* const* code = uloc_getISOCountries(); *code != nullptr; ++code) {
    CountryNames country{*code, utf8(simplified.name(*code)), {}};
    for (const RegionNames& names : others) {
      icu::UnicodeString name = names.name(*code);
      simplify->transliterate(name);
      country.others.push_back(utf8(name));
    }
    std::sort(country.others.begin(), country.others.end());
    country.others.erase(std::unique(country.others.begin(), country.others.end()), country.others.end());
    std::erase(country.others, country.canonical);
    countries.push_back(std::move(country));
  }
  std::sort(countries.begin(), countries.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
  return countries;
}

std::map<std::string, std::vector<std::string>> icu_country_names(const std::string& locale) {
  const RegionNames forms[] = {RegionNames(locale.c_str(), UDISPCTX_LENGTH_FULL),
                               RegionNames(locale.c_str(), UDISPCTX_LENGTH_SHORT)};
  std::map<std::string, std::vector<std::string>> countries;
  for (const char* const* code = uloc_getISOCountries(); *code != nullptr; ++code)
    for (const RegionNames& names : forms) countries[*code].push_back(utf8(names.name(*code)));
  return countries;
}

}  // namespace guanxi
