//! `ieum config`, and which setting wins.

use std::fs;

use crate::ieum::Ieum;

#[test]
fn the_printed_configuration_is_complete_and_valid() {
    let ieum = Ieum::bare();
    let printed = ieum.run(&["config"]);
    for section in ["[server]", "[tls]", "[data]", "[models]", "[speech]", "[assistant]", "[log]"] {
        assert!(printed.text().contains(section), "{section}");
    }
    let file = ieum.folder().join("own.toml");
    fs::write(&file, &printed.out).unwrap();
    assert!(ieum.run(&["config", "--check", file.to_str().unwrap()]).text().contains("valid"));
}

#[test]
fn a_mistake_is_named_with_its_line_wherever_the_file_is_used() {
    let ieum = Ieum::bare();
    let file = ieum.folder().join("own.toml");
    fs::write(&file, "[server]\nport = 8480\nprot = 1\n").unwrap();
    let file = file.to_str().unwrap();
    for arguments in [&["config", "--check", file][..], &["ask", "안녕", "--config", file]] {
        ieum.run(arguments).complains(&["own.toml", "line 3", "prot", "ieum config"]);
    }
    ieum.run(&["ask", "안녕", "--config", "nowhere.toml"]).complains(&["nowhere.toml", "cannot be read"]);
}

#[test]
fn the_file_the_environment_and_the_command_line_win_in_this_order() {
    // The doctor looks at the port that counts.
    let check = |file: Option<&str>, variable: Option<&str>, expected: &str| {
        let mut ieum = Ieum::bare();
        if let Some(file) = file {
            let path = ieum.folder().join("own.toml");
            fs::write(&path, file).unwrap();
            let path = path.to_str().unwrap().to_owned();
            ieum = ieum.set("IEUM_CONFIG", path);
        }
        if let Some(variable) = variable {
            ieum = ieum.set("IEUM_SERVER__PORT", variable);
        }
        let report = String::from_utf8(ieum.run(&["doctor"]).out).unwrap();
        assert!(report.contains(&format!("port {expected}:")), "{report}");
    };
    check(None, None, "8480");
    check(Some("[server]\nport = 41001"), None, "41001");
    check(Some("[server]\nport = 41001"), Some("41002"), "41002");

    let ieum = Ieum::bare().set("IEUM_SERVER__PROT", "1");
    ieum.run(&["ask", "안녕"]).complains(&["IEUM_SERVER__PROT", "unknown field", "port"]);
    let ieum = Ieum::bare().set("IEUM_SERVER__PORT", "many");
    ieum.run(&["ask", "안녕"]).complains(&["IEUM_SERVER__PORT", "many"]);
    let other = Ieum::bare();
    let folder = other.folder().join("elsewhere");
    other.run(&["ask", "안녕", "--data-dir", folder.to_str().unwrap()]).text();
    assert!(folder.is_dir() && !other.data().exists());
}
