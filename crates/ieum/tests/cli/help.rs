//! `--help` teaches.

use crate::ieum::Ieum;

#[test]
fn every_command_explains_itself_with_examples() {
    let ieum = Ieum::bare();
    let overview = ieum.run(&["--help"]);
    for command in [
        "serve",
        "ask",
        "listen",
        "say",
        "see",
        "chat",
        "models",
        "recommend",
        "bot",
        "person",
        "config",
        "password",
    ] {
        assert!(overview.text().contains(&format!("  {command} ")), "{command}");
        let help = ieum.run(&[command, "--help"]);
        assert!(help.text().contains("Examples:"), "{command}: {}", help.text());
        assert!(help.text().contains(&format!("ieum {command}")), "{command}: {}", help.text());
    }
    assert!(overview.text().contains("http://localhost:8480"));
    assert!(overview.text().contains("doctor"));
}

#[test]
fn mistakes_on_the_command_line_are_explained() {
    let check = |arguments: &[&str], words: &[&str]| Ieum::bare().run(arguments).complains(words);
    check(&["sing"], &["sing", "--help"]);
    check(&["ask"], &["<TEXT>"]);
    check(&["ask", "--language", "fr", "bonjour"], &["fr", "use ko or en"]);
    check(&["ask", "  "], &["there is no text"]);
    check(&["say", "안녕", "--speed", "9", "-o", "x.wav"], &["0.5 to 2"]);
    check(&["serve", "--port", "70000"], &["70000"]);
}

#[test]
fn the_api_is_described_without_a_server() {
    let printed = Ieum::bare().run(&["openapi"]);
    let document: serde_json::Value = serde_json::from_str(printed.text()).unwrap();
    assert_eq!(document["openapi"].as_str().unwrap().split('.').next(), Some("3"));
    assert!(document["paths"]["/v1/turns"]["post"].is_object());
}
