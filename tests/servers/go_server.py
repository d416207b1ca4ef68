"""Go's net/http: what is printed goes around the handler that is served."""

import json
import os
import pathlib
import re
import subprocess
import tempfile

from express import own
from mistakes import ALLOW, EXPOSE, TOTAL
from server import Server

TOP = """package main

import (
	"encoding/json"
	"net/http"
	"os"
)

type answer struct {
	Status int
	Lines  [][2]string
}

func main() {
	var mistake struct{ Answer, Options, Moved *answer }
	if err := json.Unmarshal([]byte(os.Args[2]), &mistake); err != nil {
		panic(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		given := mistake.Answer
		if r.Method == http.MethodOptions && mistake.Options != nil {
			given = mistake.Options
		}
		if r.URL.Path == "/moved" && mistake.Moved != nil {
			given = mistake.Moved
		}
		for _, line := range given.Lines {
			w.Header().Add(line[0], line[1])
		}
		%s
		if given.Status != 200 {
			w.WriteHeader(given.Status)
		}
	})
	panic(http.ListenAndServe(os.Args[1], %s))
}

%s
"""


class Go(Server):
    name = "go"
    programs = ("go",)
    programs_folder = tempfile.TemporaryDirectory(prefix="corsieve-go-")
    built_programs = {}  # By their source.
    native = {
        "http.Error": own('http.Error(w, "no", 404); return', (404, [TOTAL])),
        "a body": own('w.Write([]byte("[]")); return', (200, [ALLOW, TOTAL])),
        "a body that is flushed": own('w.(http.Flusher).Flush(); return',
                                      (200, [ALLOW, ALLOW, EXPOSE, TOTAL])),
    }

    @classmethod
    def built(cls, source):
        """The program; those of the mistakes that nothing is printed for are one."""
        if source not in cls.built_programs:
            folder = pathlib.Path(cls.programs_folder.name, str(len(cls.built_programs)))
            folder.mkdir()
            (folder / "main.go").write_text(source)
            subprocess.run(
                [cls.program("go"), "build", "-ldflags=-s -w", "-o", "main", "main.go"],
                cwd=folder, check=True, env=dict(os.environ, GO111MODULE="off"))
            cls.built_programs[source] = folder / "main"
        return cls.built_programs[source]

    def serve(self, mistake, configurations):
        self.stop()
        handler = "mux"
        for text in configurations:
            handler = re.search(r"^func (cors\w+)\(", text, re.M)[1] + f"({handler})"
        source = TOP % (getattr(mistake, "code", ""), handler, "\n".join(configurations))
        program = self.built(source)
        data = {name: a and {"Status": a[0], "Lines": a[1]}
                for name, a in mistake.data().items()}
        self.run(program, f"127.0.0.1:{self.port}", json.dumps(data))
