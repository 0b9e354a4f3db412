// guanxi verify: checks a store against itself, and mends it.
#include "graph/store/verify.h"

#include <fmt/format.h>

#include <iostream>

#include "extract/extractor.h"
#include "extract/statement/error.h"
#include "tools/commands/commands.h"
#include "tools/commands/options.h"
#include "tools/commands/pack_path.h"

namespace guanxi::cli {
namespace {

// True when the store is sound.
bool verify(const std::filesystem::path& path) {
  std::unique_ptr<Store> store = Store::open(path, Store::Mode::kReadOnly);
  VerifyReport report = verify_store(*store);
  for (const std::string& message : report.messages) std::cout << fmt::format("problem     {}\n", message);
  if (report.problems > report.messages.size())
    std::cout << fmt::format("problem     and {} more\n", report.problems - report.messages.size());
  std::cout << fmt::format("documents   {}\nentities    {}\nstatements  {} on {} evidences\n",
                           report.counts.documents, report.counts.entities, report.counts.statements,
                           report.counts.evidences);
  if (!report.sound()) return false;
  std::cout << fmt::format("content     {}\nsound       everything agrees\n",
                           store->snapshot()->content_digest());
  return true;
}

bool verify_or_complain(const std::filesystem::path& path) {
  try {
    return verify(path);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kStore) throw;
    std::cout << fmt::format("problem     {}\n", error.what());
    return false;
  }
}

int repair(const Arguments& arguments) {
  const Extractor extractor(load_pack(arguments));
  const Rereader reader{
      extractor.pack().ontology(), extractor.pack().fingerprint(),
      [&](const std::string& path, const std::string& bytes) -> std::optional<DocumentRecord> {
        try {
          return extractor.extract(path, bytes);
        } catch (const Error&) {
          return std::nullopt;
        }
      }};
  RepairReport report = repair_store(arguments.store(), &reader);
  std::cout << fmt::format("repaired    {} documents kept, {} read again, {} lost\n", report.kept,
                           report.read_again.size(), report.lost.size() + report.unnamed);
  for (const std::string& path : report.read_again) std::cout << fmt::format("read again  {}\n", path);
  for (const std::string& path : report.lost) std::cout << fmt::format("lost        {}\n", path);
  if (report.unnamed > 0)
    std::cout << fmt::format("lost        {} documents whose names cannot be read; build adds them again\n",
                             report.unnamed);
  if (report.lost_end)
    std::cout << "lost        what was added last, which only the log had; build adds it again\n";
  std::cout << fmt::format("kept        the old store is now {}\n", report.damaged.string());
  return verify(arguments.store()) && report.complete() ? 0 : 3;
}

}  // namespace

int run_verify(int argc, char** argv) {
  Options options(
      "verify", "",
      "Walks a store and checks every index against every other, all counts, all ids and all checksums.\n"
      "With --repair, a store that is not sound is built anew from what can be read of it; documents\n"
      "whose statements are gone are read again from the bytes kept inside. The old store stays beside\n"
      "it. So a store of an older format becomes one of today's. The exit status is 3 when the store is not "
      "sound, or not all could be repaired.");
  options.store().schema().flag("repair", "build the store anew where it is not sound").operands(0, 0);
  std::optional<Arguments> arguments = options.parse(argc, argv);
  if (!arguments) return 0;
  if (!arguments->has("repair")) return verify(arguments->store()) ? 0 : 3;
  return verify_or_complain(arguments->store()) ? 0 : repair(*arguments);
}

}  // namespace guanxi::cli
