// Whether a test runs under sanitizers, which use memory and file handles of their own.
#pragma once

namespace guanxi {

#ifndef __has_feature
constexpr bool kSanitized = false;
#else
constexpr bool kSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||
                            __has_feature(undefined_behavior_sanitizer);
#endif

}  // namespace guanxi
