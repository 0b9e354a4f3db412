// SentenceMentions: what the mention stage reads in one sentence of a document.
#pragma once

#include <vector>

#include "extract/mentions/mention.h"
#include "extract/mentions/word_spans.h"

namespace guanxi {

struct SentenceMentions {
  std::vector<Mention> mentions;
  WordSpans words;
};

}  // namespace guanxi
