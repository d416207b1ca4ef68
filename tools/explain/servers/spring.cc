// Spring Boot 3, as a servlet filter.
// https://docs.spring.io/spring-framework/reference/web/webmvc/filters.html

#include "tools/explain/servers/syntax.h"

namespace corsieve::tools {

constexpr ServerSyntax kSpringSyntax = {
    "// ",
    // where
    "This was not tested with Spring. A bean of its own, in front of all "
    "filters; in Spring\nBoot 2 jakarta is javax. What it sets is sent in "
    "place "
    "of what comes behind it.\n",
    // begin
    "@org.springframework.stereotype.Component\n"
    "@org.springframework.core.annotation.Order(Integer.MIN_VALUE)\n"
    "class Cors{id} implements jakarta.servlet.Filter {\n"
    "  @Override\n"
    "  public void doFilter(\n"
    "      jakarta.servlet.ServletRequest request,\n"
    "      jakarta.servlet.ServletResponse response,\n"
    "      jakarta.servlet.FilterChain chain)\n"
    "      throws java.io.IOException, jakarta.servlet.ServletException {\n"
    "    var req = (jakarta.servlet.http.HttpServletRequest) request;\n"
    "    var res = (jakarta.servlet.http.HttpServletResponse) response;\n"
    "    var ours = new "
    "java.util.TreeSet<String>(String.CASE_INSENSITIVE_ORDER);\n"
    "    boolean preflight = req.getMethod().equals(\"OPTIONS\")\n"
    "        && req.getHeader(\"Access-Control-Request-Method\") != null;\n",
    // conditions
    "req.getRequestURI().equals({path})",
    "preflight",
    "!preflight",
    "java.util.Set.of({origin}).contains(\n"
    "        java.util.Objects.toString(req.getHeader(\"Origin\"), \"\"))",
    " && ",
    // open
    "    if ({conditions}) {\n",
    {"",
     "      res.setHeader({name}, {value});\n"
     "      ours.add({name});\n",
     "      ours.add({name});\n",
     "      res.addHeader(\"Vary\", \"Origin\");\n", ""},
    // close
    "    }\n",
    {},
    // between
    "",
    // answer
    "    if ({conditions}) {\n"
    "      res.setStatus({status});\n"
    "      return;\n"
    "    }\n",
    // end
    "    chain.doFilter(req, new "
    "jakarta.servlet.http.HttpServletResponseWrapper("
    "res) {\n"
    "      @Override\n"
    "      public void setHeader(String name, String value) {\n"
    "        if (!ours.contains(name)) super.setHeader(name, value);\n"
    "      }\n"
    "      @Override\n"
    "      public void addHeader(String name, String value) {\n"
    "        if (!ours.contains(name)) super.addHeader(name, value);\n"
    "      }\n"
    "    });\n"
    "  }\n"
    "}\n",
    "req.getHeader(\"Origin\")",
    InDoubleQuotes,
    InDoubleQuotes,
    InDoubleQuotes,
};

}  // namespace corsieve::tools
