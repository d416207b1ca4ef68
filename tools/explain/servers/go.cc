// Go's net/http.
// https://pkg.go.dev/net/http#ResponseWriter

#include "tools/explain/servers/syntax.h"

namespace corsieve::tools {

constexpr ServerSyntax kGoSyntax = {
    "// ",
    // where
    "In a package that imports net/http, around the handler that is served, "
    "as in\nhttp.ListenAndServe(address, cors...(mux)): what is changed is "
    "what "
    "is sent at last,\nerrors, too.\n",
    // begin
    "func cors{id}(next http.Handler) http.Handler {\n"
    "\treturn http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {\n"
    "\t\tpreflight := r.Method == http.MethodOptions &&\n"
    "\t\t\tr.Header.Get(\"Access-Control-Request-Method\") != \"\"\n"
    "\t\tsent := &corsHead{id}{ResponseWriter: w, change: func(h http.Header) "
    "{\n",
    // conditions
    "r.URL.EscapedPath() == {path}",
    "preflight",
    "!preflight",
    "map[string]bool{{origin}: true}[r.Header.Get(\"Origin\")]",
    " && ",
    // open
    "\t\t\tif {conditions} {\n",
    {"", "\t\t\t\th.Set({name}, {value})\n", "\t\t\t\th.Del({name})\n",
     "\t\t\t\th.Add(\"Vary\", \"Origin\")\n", ""},
    // close
    "\t\t\t}\n",
    {},
    // between
    "\t\t}}\n",
    // answer
    "\t\tif {conditions} {\n"
    "\t\t\tsent.WriteHeader({status})\n"
    "\t\t\treturn\n"
    "\t\t}\n",
    // end
    "\t\tnext.ServeHTTP(sent, r)\n"
    "\t\tsent.begin()\n"
    "\t})\n"
    "}\n"
    "type corsHead{id} struct {\n"
    "\thttp.ResponseWriter\n"
    "\tchange func(http.Header)\n"
    "\tbegun  bool\n"
    "}\n"
    "func (w *corsHead{id}) begin() {\n"
    "\tif !w.begun {\n"
    "\t\tw.begun = true\n"
    "\t\tw.change(w.Header())\n"
    "\t}\n"
    "}\n"
    "func (w *corsHead{id}) WriteHeader(status int) {\n"
    "\tif status >= 200 {\n"
    "\t\tw.begin()\n"
    "\t}\n"
    "\tw.ResponseWriter.WriteHeader(status)\n"
    "}\n"
    "func (w *corsHead{id}) Write(data []byte) (int, error) {\n"
    "\tw.begin()\n"
    "\treturn w.ResponseWriter.Write(data)\n"
    "}\n"
    "func (w *corsHead{id}) Flush() {\n"
    "\tif f, ok := w.ResponseWriter.(http.Flusher); ok {\n"
    "\t\tw.begin()\n"
    "\t\tf.Flush()\n"
    "\t}\n"
    "}\n"
    "func (w *corsHead{id}) Unwrap() http.ResponseWriter {\n"
    "\treturn w.ResponseWriter\n"
    "}\n",
    "r.Header.Get(\"Origin\")",
    InDoubleQuotes,
    InDoubleQuotes,
    InDoubleQuotes,
};

}  // namespace corsieve::tools
