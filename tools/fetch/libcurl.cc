#include "tools/fetch/libcurl.h"

#include <dlfcn.h>

#include <string>

namespace corsieve::tools {
namespace {

// All versions since 7.16 have this one's interface.
#ifdef __APPLE__
constexpr char kFile[] = "libcurl.4.dylib";
#else
constexpr char kFile[] = "libcurl.so.4";
#endif

template <typename Function>
bool Find(void* library, const char* name, Function* function) {
  *function = reinterpret_cast<Function>(dlsym(library, name));
  return *function != nullptr;
}

}  // namespace

bool LoadLibcurl(Libcurl* libcurl, std::string* error) {
  void* const library = dlopen(kFile, RTLD_NOW | RTLD_LOCAL);
  if (library != nullptr &&
      Find(library, "curl_global_init", &libcurl->global_init) &&
      Find(library, "curl_easy_init", &libcurl->easy_init) &&
      Find(library, "curl_easy_setopt", &libcurl->easy_setopt) &&
      Find(library, "curl_easy_perform", &libcurl->easy_perform) &&
      Find(library, "curl_easy_getinfo", &libcurl->easy_getinfo) &&
      Find(library, "curl_easy_reset", &libcurl->easy_reset) &&
      Find(library, "curl_easy_cleanup", &libcurl->easy_cleanup) &&
      Find(library, "curl_easy_strerror", &libcurl->easy_strerror) &&
      Find(library, "curl_slist_append", &libcurl->slist_append) &&
      Find(library, "curl_slist_free_all", &libcurl->slist_free_all)) {
    return true;
  }
  const char* const why = dlerror();
  *error =
      "corsieve: libcurl is missing, without which nobody is asked: "
      "install the package libcurl4 (" +
      std::string(why == nullptr ? kFile : why) + ")\n";
  return false;
}

}  // namespace corsieve::tools
