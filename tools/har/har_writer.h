// The forms in which a HAR's verdicts are written.

#ifndef CORSIEVE_TOOLS_HAR_HAR_WRITER_H_
#define CORSIEVE_TOOLS_HAR_HAR_WRITER_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "tools/har/har_entry.h"
#include "tools/har/har_summary.h"
#include "tools/har/har_verdict.h"

namespace corsieve::tools {

class HarWriter {
 public:
  using Print = std::function<void(std::string_view)>;

  virtual ~HarWriter() = default;
  // What Add() is to be given of it; any thread may ask, whatever others do.
  virtual std::string Row(const HarVerdict& verdict) const = 0;
  // Verdicts come in the order of the file.
  virtual void Add(const HarVerdict& verdict, std::string row) = 0;
  virtual void Finish(const HarLog& log, const HarSummary& summary) = 0;
};

// For HarOptions::format. `options` must outlive it.
std::unique_ptr<HarWriter> NewHarWriter(const HarOptions& options,
                                        HarWriter::Print print);

// The page of the reason of this name in the documentation site `docs`; ""
// where none is named.
std::string ReasonPage(const std::string& docs, std::string_view name);

// A table and a summary, at the end.
std::unique_ptr<HarWriter> NewHarText(const HarOptions& options,
                                      HarWriter::Print print);
// One object, or with `is_lines` one a line and a summary in the last.
std::unique_ptr<HarWriter> NewHarJson(HarWriter::Print print, bool is_lines);
// One file that a browser shows, with nothing around it.
std::unique_ptr<HarWriter> NewHarHtml(const HarOptions& options,
                                      HarWriter::Print print);
// Annotations of GitHub's workflows.
std::unique_ptr<HarWriter> NewHarGithub(const HarOptions& options,
                                        HarWriter::Print print);
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
std::unique_ptr<HarWriter> NewHarSarif(const HarOptions& options,
                                       HarWriter::Print print);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_HAR_HAR_WRITER_H_
