//! Finds the C library, first of these:
//!
//! 1. `CORSIEVE_LIB_DIR`: the folder of `libcorsieve.so`, or of `libcorsieve.a`
//!    with `CORSIEVE_STATIC=1`.
//! 2. `CORSIEVE_SOURCE`: the amalgamation `corsieve.cc`, with `corsieve.h`
//!    beside it. `CXX`, `CXXFLAGS` and `AR` are heeded.
//! 3. `pkg-config corsieve`, with `CORSIEVE_STATIC=1` the static one.
//! 4. An amalgamation that lies beside this file.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{exit, Command};

const VARIABLES: [&str; 8] = [
    "CORSIEVE_LIB_DIR",
    "CORSIEVE_STATIC",
    "CORSIEVE_SOURCE",
    "PKG_CONFIG",
    "PKG_CONFIG_PATH",
    "CXX",
    "CXXFLAGS",
    "AR",
];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    for name in VARIABLES {
        println!("cargo:rerun-if-env-changed={}", name);
    }
    // Documentation needs no library.
    if env::var_os("DOCS_RS").is_some() {
        return;
    }
    let beside = Path::new(&variable("CARGO_MANIFEST_DIR")).join("corsieve.cc");
    println!("cargo:rerun-if-changed={}", beside.display());
    if let Some(folder) = env::var_os("CORSIEVE_LIB_DIR") {
        link_folder(Path::new(&folder));
    } else if let Some(source) = env::var_os("CORSIEVE_SOURCE") {
        compile(Path::new(&source));
    } else if let Err(why) = link_by_pkg_config() {
        if !beside.exists() {
            fail(&format!(
                "the C library corsieve is not found: {}\n\
                 Install libcorsieve-dev, or name the folder of libcorsieve.so or .a in \
                 CORSIEVE_LIB_DIR, or put the amalgamation at {}",
                why,
                beside.display()
            ));
        }
        compile(&beside);
    }
}

fn is_static() -> bool {
    env::var("CORSIEVE_STATIC").map_or(false, |v| v == "1")
}

fn link_folder(folder: &Path) {
    let name = if is_static() { "libcorsieve.a" } else { "libcorsieve.so" };
    if is_static() || targets("linux") {
        let library = folder.join(name);
        if !library.exists() {
            fail(&format!("CORSIEVE_LIB_DIR is {}, which has no {}", folder.display(), name));
        }
        println!("cargo:rerun-if-changed={}", library.display());
    }
    println!("cargo:rustc-link-search=native={}", folder.display());
    link_corsieve();
}

fn link_corsieve() {
    if is_static() {
        println!("cargo:rustc-link-lib=static=corsieve");
        link_cxx();
    } else {
        println!("cargo:rustc-link-lib=dylib=corsieve");
    }
}

fn link_cxx() {
    let name = if targets("macos") { "c++" } else { "stdc++" };
    println!("cargo:rustc-link-lib=dylib={}", name);
}

fn link_by_pkg_config() -> Result<(), String> {
    let program = env::var_os("PKG_CONFIG").unwrap_or_else(|| "pkg-config".into());
    let mut command = Command::new(program);
    command.args(["--libs", "corsieve"]);
    // Else the folders that the linker knows are left out.
    if is_static() {
        command.args(["--static", "--keep-system-libs"]);
    }
    let output = command.output().map_err(|e| format!("pkg-config does not run: {}", e))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_string());
    }
    let flags = String::from_utf8_lossy(&output.stdout).into_owned();
    for flag in flags.split_whitespace() {
        if let Some(folder) = flag.strip_prefix("-L") {
            println!("cargo:rustc-link-search=native={}", folder);
        } else if flag == "-lcorsieve" && is_static() {
            println!("cargo:rustc-link-lib=static=corsieve");
        } else if let Some(name) = flag.strip_prefix("-l") {
            println!("cargo:rustc-link-lib=dylib={}", name);
        }
    }
    Ok(())
}

fn compile(source: &Path) {
    println!("cargo:rerun-if-changed={}", source.display());
    println!("cargo:rerun-if-changed={}", source.with_file_name("corsieve.h").display());
    let out = PathBuf::from(variable("OUT_DIR"));
    let object = out.join("corsieve.o");
    let archive = out.join("libcorsieve.a");
    let flags = env::var("CXXFLAGS").unwrap_or_default();
    run(Command::new(env::var_os("CXX").unwrap_or_else(|| "c++".into()))
        .args(["-std=c++17", "-O2", "-fPIC"])
        .args(flags.split_whitespace())
        .arg("-c")
        .arg(source)
        .arg("-o")
        .arg(&object));
    let _ = std::fs::remove_file(&archive);
    run(Command::new(env::var_os("AR").unwrap_or_else(|| "ar".into()))
        .arg("crs")
        .arg(&archive)
        .arg(&object));
    println!("cargo:rustc-link-search=native={}", out.display());
    println!("cargo:rustc-link-lib=static=corsieve");
    link_cxx();
}

fn run(command: &mut Command) {
    match command.status() {
        Ok(status) if status.success() => {}
        Ok(status) => fail(&format!("{:?} failed: {}", command, status)),
        Err(e) => fail(&format!("{:?} does not run: {}", command, e)),
    }
}

fn targets(os: &str) -> bool {
    variable("CARGO_CFG_TARGET_OS") == os
}

/// A variable that Cargo sets.
fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| fail(&format!("{} is not set: Cargo sets it", name)))
}

fn fail(what: &str) -> ! {
    eprintln!("corsieve-sys: {}", what);
    exit(1);
}
