//! `ieum bot`: a partner's bot goes from a folder to a real server and back.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::ieum::{Done, Ieum, Server};

const FLOWERS: &str = "\
bot: flowers
name: 꽃집
knowledge: [꽃.md]
blocks:
  - id: hours
    title: 영업시간
    examples: |
      - 몇 시까지 해요?
      - 언제 문 열어요?
    response: 저녁 열 시까지 열어요.
";

/// A partner's folder, and the program with the partner's key.
struct Desk {
    ieum: Ieum,
    folder: PathBuf,
}

impl Desk {
    fn new(server: &Server, key: &str) -> Self {
        let ieum = Ieum::bare().set("IEUM_URL", server.address.as_str()).set("IEUM_KEY", key);
        let folder = ieum.folder().join("bots");
        std::fs::create_dir(&folder).unwrap();
        Self { ieum, folder }
    }

    fn file(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.join(name)).unwrap()
    }

    /// Runs `ieum bot` and looks at how it ends and what it says.
    #[track_caller]
    fn check(&self, arguments: &[&str], code: i32, says: &[&str]) {
        let done = self.ieum.run(&[&["bot"], arguments].concat());
        let said = said(&done);
        assert_eq!(done.code, code, "{arguments:?}: {said}");
        for words in says {
            assert!(said.contains(words), "{arguments:?}: {words:?} is not in: {said}");
        }
    }

    #[track_caller]
    fn push(&self, code: i32, says: &[&str]) {
        self.check(&["push", &self.file("flowers.yaml")], code, says);
    }

    #[track_caller]
    fn pull(&self, code: i32, says: &[&str]) {
        self.check(&["pull", "flowers", "--folder", self.folder.to_str().unwrap()], code, says);
    }
}

fn said(done: &Done) -> String {
    format!("{}{}", String::from_utf8_lossy(&done.out), done.err)
}

/// A key of a new partner with these scopes.
fn key(server: &Server, slug: &str, scopes: &[&str]) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let post = |path: String, body: Value| {
        let asked = async {
            let request = reqwest::Client::new().post(format!("{}{path}", server.address)).json(&body);
            request.send().await.unwrap().json::<Value>().await.unwrap()
        };
        runtime.block_on(asked)
    };
    let partner = post("/v1/partners".into(), json!({"slug": slug, "name": "해님 가게"}));
    let path = format!("/v1/partners/{}/keys", partner["id"].as_str().unwrap());
    let made = post(path, json!({"name": "배포", "scopes": scopes}));
    made["secret"].as_str().unwrap().to_owned()
}

const ALL: &[&str] = &["bots:read", "bots:write", "bots:deploy"];

#[test]
fn a_bot_goes_to_a_server_and_back() {
    let server = Ieum::with_models();
    let server = server.serve();
    let secret = key(&server, "sun", ALL);
    let ours = Desk::new(&server, &secret);
    is_pushed_tested_and_deployed(&ours);
    let theirs = Desk::new(&server, &secret);
    two_people_do_not_overwrite_each_other(&ours, &theirs);
    what_is_wrong_is_said(&server, &ours);
    assert_eq!(server.stop(), 0);
}

fn is_pushed_tested_and_deployed(desk: &Desk) {
    let file = desk.file("flowers.yaml");
    desk.write("flowers.yaml", FLOWERS);
    desk.push(1, &["꽃.md cannot be read"]);
    desk.write("꽃.md", "# 꽃\n\n장미는 찬물에 꽂아 주세요.\n");
    desk.write("flowers.test.yaml", "- {block: hours, say: [몇 시까지 해요]}\n");
    desk.push(0, &["flowers is made"]);
    desk.push(0, &["flowers has not changed"]);
    desk.check(&["test", "flowers"], 0, &["1 of 1 tests pass"]);
    desk.check(&["deploy", &file, "--dry-run"], 0, &["answers nobody yet", "nothing was deployed"]);
    desk.check(&["deploy", &file, "--note", "처음"], 0, &["1 of 1 tests pass", "version 1 answers people"]);
    desk.check(&["deploy", &file], 0, &["version 1 is what the draft says"]);

    // A test that fails stops a deploy, and the exit code says so.
    desk.write("flowers.test.yaml", "- {block: none, say: [몇 시까지 해요]}\n");
    desk.check(&["deploy", &file], 1, &["push it first"]);
    desk.push(0, &["has a new draft"]);
    desk.check(
        &["test", &file],
        1,
        &["몇 시까지 해요: wanted none, found hours", "0 of 1", "not all tests pass"],
    );
    let shown = ["-- {block: hours, say", "+- {block: none, say", "nothing was deployed"];
    desk.check(&["deploy", &file], 1, &shown);
    desk.check(&["deploy", &file, "--force"], 0, &["version 2 answers people"]);

    // A fresh clone knows no draft: it may replace the one that is live, for a version keeps that.
    std::fs::remove_file(desk.folder.join(".ieum-seen.json")).unwrap();
    desk.write("flowers.test.yaml", "- {block: hours, say: [몇 시까지 해요]}\n");
    desk.push(0, &["has a new draft"]);
    std::fs::remove_file(desk.folder.join(".ieum-seen.json")).unwrap();
    desk.write("flowers.yaml", &FLOWERS.replace("열 시", "아홉 시"));
    desk.push(3, &["was not pulled into this folder", "ieum bot pull flowers"]);
    desk.check(&["push", &file, "--force"], 0, &["has a new draft"]);
}

fn two_people_do_not_overwrite_each_other(ours: &Desk, theirs: &Desk) {
    theirs.pull(0, &["flowers.yaml", "flowers.test.yaml", "꽃.md"]);
    assert_eq!(theirs.read("flowers.yaml"), ours.read("flowers.yaml"));
    theirs.write("flowers.yaml", &FLOWERS.replace("열 시", "여덟 시"));
    theirs.push(0, &["has a new draft"]);
    ours.write("flowers.yaml", &FLOWERS.replace("열 시", "일곱 시"));
    ours.push(3, &["somebody else has changed the draft", "배포", "--force"]);
    ours.pull(3, &["was changed here", "nothing was written"]);
    assert!(ours.read("flowers.yaml").contains("일곱 시"));
    ours.check(&["pull", "--force", "--folder", ours.folder.to_str().unwrap()], 0, &["flowers.yaml"]);
    assert!(ours.read("flowers.yaml").contains("여덟 시"));
    // Tests that are gone on the server go here as well, and nothing else does.
    std::fs::remove_file(theirs.folder.join("flowers.test.yaml")).unwrap();
    theirs.push(0, &["has a new draft"]);
    ours.write("note.txt", "mine");
    ours.pull(0, &["flowers.yaml"]);
    assert!(!ours.folder.join("flowers.test.yaml").exists() && ours.folder.join("note.txt").exists());
}

fn what_is_wrong_is_said(server: &Server, desk: &Desk) {
    desk.write("flowers.yaml", "bot: flowers\nblocks: []\n");
    desk.push(1, &["blocks"]);
    desk.write("flowers.yaml", "bot: [\n");
    desk.push(1, &["flowers.yaml", "line"]);
    desk.write("flowers.yaml", "bot: flowers\nknowledge: [../../secret]\n");
    desk.push(1, &["lies beside the bot"]);
    desk.check(&["push", &desk.file("flowers.test.yaml")], 1, &["no name of a bot file"]);
    desk.check(&["pull", "roses"], 1, &["there is no bot"]);
    desk.check(&["test", "../.."], 1, &["no id of a bot"]);
    desk.check(&["deploy"], 2, &["<BOT>"]);
    desk.check(&["test", "flowers", "--url", "http://127.0.0.1:1"], 1, &["does not answer"]);
    desk.check(&["test", "flowers", "--url", "ftp://x"], 1, &["no address of a server"]);
    desk.check(&["test", "flowers", "--key", "ieum-partner-guessed"], 1, &["key"]);
    let reader = key(server, "moon", &["bots:read"]);
    desk.check(&["pull", "flowers", "--key", &reader, "--folder", &desk.file("")], 1, &["there is no bot"]);
    desk.write("roses.yaml", &FLOWERS.replace("flowers", "roses"));
    desk.check(&["push", &desk.file("roses.yaml"), "--key", &reader], 1, &["bots:write"]);
    Ieum::bare().run(&["bot", "test", "flowers"]).complains(&["there is no key", "IEUM_KEY", "[remote]"]);
    let configured = Ieum::bare().set("IEUM_REMOTE__KEY", &reader).set("IEUM_REMOTE__URL", &server.address);
    let pulled = configured.run(&["bot", "pull", "--folder", configured.folder().to_str().unwrap()]);
    assert_eq!(pulled.text(), "");
    assert!(!configured.folder().join(".ieum-seen.json").exists());
}
