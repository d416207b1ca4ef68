//! Holds the declarations against the C header: a C program prints constants,
//! sizes, offsets and what the _INIT macros are, and Rust says the same.

use corsieve_sys::*;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of corsieve.h.
fn include() -> PathBuf {
    match std::env::var_os("CORSIEVE_INCLUDE_DIR") {
        Some(folder) => folder.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../include"),
    }
}

/// What a C program prints, and what it is to print.
#[derive(Default)]
struct Both {
    c: String,
    rust: String,
    names: Vec<String>,
}

impl Both {
    fn number(&mut self, c: &str, rust: i64) {
        writeln!(self.c, "  printf(\"%s %lld\\n\", \"{0}\", (long long)({0}));", c).unwrap();
        writeln!(self.rust, "{} {}", c, rust).unwrap();
    }

    fn member(&mut self, of: &str, name: &str, offset: usize, size: usize) {
        let name = name.trim_start_matches("r#");
        self.number(&format!("offsetof({}, {})", of, name), offset as i64);
        self.number(&format!("sizeof((({}*)0)->{})", of, name), size as i64);
    }

    fn name(&mut self, name: &str) {
        self.names.push(name.to_string());
    }

    /// A struct with its _INIT, which has no byte but its size's that is not 0.
    fn init(&mut self, of: &str, rust: &[u8]) {
        writeln!(
            self.c,
            "  {{ static const {} s = {}_INIT; printf(\"{} \"); dump(&s, sizeof s); }}",
            of,
            of.to_uppercase(),
            of
        )
        .unwrap();
        let hex: String = rust.iter().map(|byte| format!("{:02x}", byte)).collect();
        writeln!(self.rust, "{} {}", of, hex).unwrap();
    }
}

fn size_of_value<T>(_: *const T) -> usize {
    std::mem::size_of::<T>()
}

fn table() -> Both {
    let mut both = Both::default();
    macro_rules! constant {
        ($name:ident) => {
            both.name(stringify!($name));
            both.number(stringify!($name), $name as i64);
        };
    }
    macro_rules! scalar {
        ($name:ident) => {
            both.name(stringify!($name));
            both.number(
                concat!("sizeof(", stringify!($name), ")"),
                std::mem::size_of::<$name>() as i64,
            );
            both.number(concat!("(", stringify!($name), ")-1 < 0"), ($name::MIN != 0) as i64);
        };
    }
    macro_rules! plain {
        ($name:ident: $($member:ident),*) => {
            both.name(stringify!($name));
            both.number(
                concat!("sizeof(", stringify!($name), ")"),
                std::mem::size_of::<$name>() as i64,
            );
            let place = std::mem::MaybeUninit::<$name>::uninit();
            $(
                // SAFETY: nothing is read.
                let member = unsafe { std::ptr::addr_of!((*place.as_ptr()).$member) };
                let offset = member as usize - place.as_ptr() as usize;
                both.member(stringify!($name), stringify!($member), offset, size_of_value(member));
            )*
        };
    }
    macro_rules! sized {
        ($name:ident: $($member:ident),*) => {
            plain!($name: $($member),*);
            let init = $name::default();
            let mut bytes = vec![0; std::mem::size_of::<$name>()];
            // Members one by one, for what is between them is not set.
            $(
                let at = std::ptr::addr_of!(init.$member);
                let offset = at as usize - std::ptr::addr_of!(init) as usize;
                let size = size_of_value(at);
                // SAFETY: integers, pointers and structs of them that have no
                // gaps; all were set.
                let member = unsafe { std::slice::from_raw_parts(at as *const u8, size) };
                bytes[offset..offset + size].copy_from_slice(member);
            )*
            both.init(stringify!($name), &bytes);
        };
    }
    macro_rules! function {
        ($name:ident) => {
            both.name(stringify!($name));
            // It links.
            assert_ne!($name as *const () as usize, 0);
        };
    }
    let () = include!("made/layout.rs");
    both.number("CORSIEVE_VERSION_NUMBER", CORSIEVE_VERSION_NUMBER.into());
    both.number("CORSIEVE_VERSION_MAJOR", CORSIEVE_VERSION_MAJOR.into());
    both.number("CORSIEVE_VERSION_MINOR", CORSIEVE_VERSION_MINOR.into());
    both.number("CORSIEVE_VERSION_PATCH", CORSIEVE_VERSION_PATCH.into());
    both.number("CORSIEVE_NONE == SIZE_MAX", (CORSIEVE_NONE == usize::MAX) as i64);
    for reason in 0..=255 {
        both.number(
            &format!("corsieve_is_exposed({})", reason),
            corsieve_is_exposed(reason) as i64,
        );
    }
    both
}

#[test]
fn is_what_the_c_compiler_says() {
    let both = table();
    let folder = std::env::temp_dir().join(format!("corsieve-layout-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let source = folder.join("layout.c");
    let program = folder.join("layout");
    let dump = "static void dump(const void* p, size_t n) {\n  for (size_t i = 0; i < n; ++i) \
                printf(\"%02x\", ((const unsigned char*)p)[i]);\n  printf(\"\\n\");\n}\n";
    let text = format!(
        "#include <stdio.h>\n#include \"corsieve.h\"\n{}int main(void) {{\n{}  return 0;\n}}\n",
        dump, both.c
    );
    std::fs::write(&source, text).unwrap();
    let cc = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
    let status = Command::new(cc)
        .args(["-std=c11", "-Wno-type-limits", "-I"])
        .arg(include())
        .arg(&source)
        .arg("-o")
        .arg(&program)
        .status()
        .expect("a C compiler is needed");
    assert!(status.success());
    let printed = Command::new(&program).output().unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let printed = String::from_utf8(printed.stdout).unwrap();
    let (mut c, mut rust) = (printed.lines(), both.rust.lines());
    loop {
        match (c.next(), rust.next()) {
            (None, None) => break,
            (c, rust) => assert_eq!(c, rust, "C on the left"),
        }
    }
}

/// Every constant, type and function that the header has is declared.
#[test]
fn is_the_whole_header() {
    let text = std::fs::read_to_string(include().join("corsieve.h")).unwrap();
    let both = table();
    let has = |name: &str| both.names.iter().any(|n| n == name);
    let mut found = 0;
    for line in text.lines() {
        let mut words = line
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .filter(|word| !word.is_empty());
        let first = words.next().unwrap_or("");
        // An enumerator.
        if first.starts_with("CORSIEVE_") && line.contains(" = ") {
            assert!(has(first), "{} is not declared", first);
            found += 1;
        }
        // What a typedef ends with, but for opaque types.
        if line.starts_with("} corsieve_") {
            assert!(has(first), "{} is not declared", first);
            found += 1;
        }
    }
    for piece in text.split("CORSIEVE_API").skip(1) {
        if let Some(open) = piece.find('(') {
            let name =
                piece[..open].rsplit(|c: char| c.is_whitespace() || c == '*').next().unwrap();
            if name.starts_with("corsieve_") {
                assert!(has(name), "{} is not declared", name);
                found += 1;
            }
        }
    }
    assert!(found > 170, "only {} are found", found);
}
