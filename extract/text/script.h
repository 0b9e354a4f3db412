// Script: one reading of Chinese text for all later stages.
//
// Gives the Simplified form of any text with OpenCC's dictionaries (t2s), which are read once and asked only
// where the text has a character that they change; text that is Simplified already costs one table lookup a
// character. The result equals OpenCC's own where the document is Traditional. A character that both scripts
// use, such as one that only some phrases change, is left alone in a Simplified document. On top of OpenCC it
// applies the pack's own data: folded characters (quotation marks, full-width digits and letters, middle
// dots), half-width punctuation between Chinese characters, and slips of other people's converters.
// Characters without width are left out.
//
// Immutable after construction; safe from any number of threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "extract/text/source_map.h"

namespace guanxi {

class LayoutPack;

enum class Script { kSimplified, kTraditional };

class ScriptReader {
 public:
  // Throws Error(kSystem) when OpenCC's dictionaries are not installed, Error(kInput) for a broken pack.
  explicit ScriptReader(const LayoutPack& pack);
  ~ScriptReader();

  // Which script the text is written in, by its first 64 KiB of Chinese characters.
  Script script_of(std::string_view text) const;

  // Appends the reading of text to `reading`, and to `map` how it maps back to text; map offsets count from
  // `source`. Both must be of one length before.
  void read(std::string_view text, Script script, std::uint64_t source, std::string* reading,
            SourceMap* map) const;

  // The reading alone: for names in questions and options.
  std::string read(std::string_view text) const;

 private:
  struct Tables;
  std::unique_ptr<const Tables> tables_;
};

}  // namespace guanxi
