//! Somebody who is signed in makes a passkey.

use domain::{Passkey, Person};
use hub::NewPasskey;
use serde_json::Value;
use webauthn_rp::bin::{Decode, Encode};
use webauthn_rp::request::register::{
    CredProtect, PublicKeyCredentialCreationOptions, PublicKeyCredentialUserEntity,
    RegistrationVerificationOptions,
};
use webauthn_rp::request::{PublicKeyCredentialDescriptor, TimedCeremony};
use webauthn_rp::response::{AuthTransports, CredentialId};
use webauthn_rp::{Registration, RegistrationServerState};

use super::{Refused, Site, handle, refused};

/// What is remembered of a ceremony between its halves.
pub struct Adding(RegistrationServerState<16>);

impl Adding {
    pub fn challenge(&self) -> u128 {
        self.0.sent_challenge().0
    }
}

/// The first half, and the options for `navigator.credentials.create`.
pub fn begin_adding(site: &Site, person: &Person, known: &[Passkey]) -> (Adding, Value) {
    let handle = handle(person.id);
    let known = known.iter().filter(|passkey| passkey.site == site.name()).filter_map(descriptor).collect();
    let user = PublicKeyCredentialUserEntity::from(&handle);
    let mut options = PublicKeyCredentialCreationOptions::passkey(&site.id, user, known);
    // Many keepers inside telephones and computers do not know it, and every use is verified without it.
    options.extensions.cred_protect = CredProtect::None;
    let (server, client) = options.start_ceremony().expect("the options are the library's own");
    let mut shown = serde_json::to_value(client).expect("the options are plain values");
    // The library takes fewer names than people have.
    shown["user"]["name"] = person.name.as_str().into();
    shown["user"]["displayName"] = person.name.as_str().into();
    (Adding(server), shown)
}

/// What the browser says that was made, and which challenge it answers.
pub fn read_registration(credential: &[u8]) -> Result<(Registration, u128), Refused> {
    let registration = Registration::from_json_relaxed(credential).map_err(refused)?;
    let challenge = registration.challenge_relaxed().map_err(refused)?.0;
    Ok((registration, challenge))
}

/// The second half.
pub fn finish_adding(
    Adding(state): Adding,
    site: &Site,
    registration: &Registration,
) -> Result<NewPasskey, Refused> {
    let options = RegistrationVerificationOptions::<&str, &str> {
        allowed_origins: &[&site.origin],
        // Keepers tell more than they were asked; it changes nothing.
        error_on_unsolicited_extensions: false,
        ..RegistrationVerificationOptions::default()
    };
    let made = state.verify(&site.id, registration, &options).map_err(refused)?;
    let transports = made.transports();
    Ok(NewPasskey {
        site: site.name().to_owned(),
        credential: made.id().as_ref().to_vec(),
        key: made.static_state().encode().map_err(refused)?,
        state: made.dynamic_state().encode().map_err(refused)?.to_vec(),
        transports: transports.encode().map_err(refused)?,
    })
}

/// So that a keeper does not make a second one.
fn descriptor(passkey: &Passkey) -> Option<PublicKeyCredentialDescriptor<Vec<u8>>> {
    let id = CredentialId::<Vec<u8>>::decode(passkey.credential.clone()).ok()?;
    let transports = AuthTransports::decode(passkey.transports).ok()?;
    Some(PublicKeyCredentialDescriptor { id, transports })
}
