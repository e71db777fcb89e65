//! What browsers say of passkeys: the whole message, and the binary parts inside one that is otherwise in order.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use domain::{Language, Passkey, PasskeyId, Person, PersonId};
use gateway::passkeys::{
    Site, begin_adding, begin_signing_in, finish_adding, finish_signing_in, read_assertion, read_registration,
};
use jiff::Timestamp;
use serde_json::{Value, json};

const ORIGIN: &str = "https://ieum.example";

pub fn run(bytes: &[u8]) {
    let site = Site::of(&[ORIGIN.to_owned()], &"ieum.example".parse().expect("a host")).expect("a site");
    let _ = read_registration(bytes);
    let _ = read_assertion(bytes);
    make(&site, bytes);
    sign_in(&site, bytes);
}

/// The bytes are what was made.
fn make(site: &Site, bytes: &[u8]) {
    let (adding, options) = begin_adding(site, &person(), &[]);
    let response = json!({
        "clientDataJSON": client_data("webauthn.create", &options), "attestationObject": BASE64.encode(bytes),
    });
    let message =
        json!({"response": response, "type": "public-key", "clientExtensionResults": {}}).to_string();
    if let Ok((registration, _)) = read_registration(message.as_bytes()) {
        let _ = finish_adding(adding, site, &registration);
    }
}

/// The bytes are what was signed, the signature, and what is stored of the passkey.
fn sign_in(site: &Site, bytes: &[u8]) {
    let (signing_in, options) = begin_signing_in(site);
    let (data, rest) = bytes.split_at(bytes.len().min(37));
    let (key, signature) = rest.split_at(rest.len() / 2);
    let credential = vec![1; 16];
    let id = BASE64.encode(&credential);
    let response = json!({
        "clientDataJSON": client_data("webauthn.get", &options), "authenticatorData": BASE64.encode(data),
        "signature": BASE64.encode(signature), "userHandle": BASE64.encode(person().id.to_bytes()),
    });
    let message = json!({"id": id, "rawId": id, "response": response, "type": "public-key"}).to_string();
    let passkey = Passkey {
        id: PasskeyId::fixed(1),
        person: person().id,
        name: "열쇠".into(),
        site: site.name().into(),
        credential,
        key: key.to_vec(),
        state: bytes.iter().copied().take(7).collect(),
        transports: 0,
        created_at: Timestamp::UNIX_EPOCH,
        used_at: None,
    };
    if let Ok((assertion, _)) = read_assertion(message.as_bytes()) {
        let _ = finish_signing_in(signing_in, site, &assertion, &passkey);
    }
}

fn client_data(kind: &str, options: &Value) -> String {
    let data =
        json!({"type": kind, "challenge": options["challenge"], "origin": ORIGIN, "crossOrigin": false});
    BASE64.encode(data.to_string())
}

fn person() -> Person {
    Person {
        id: PersonId::fixed(1),
        name: "지우".into(),
        language: Language::Korean,
        time_zone: "Asia/Seoul".into(),
        password: None,
        created_at: Timestamp::UNIX_EPOCH,
    }
}
