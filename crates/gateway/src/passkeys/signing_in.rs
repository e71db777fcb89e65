//! Somebody signs in with a passkey. Which person it is, the passkey says.

use domain::Passkey;
use serde_json::Value;
use webauthn_rp::bin::{Decode, Encode};
use webauthn_rp::request::TimedCeremony;
use webauthn_rp::request::auth::AuthenticationVerificationOptions;
use webauthn_rp::response::CredentialId;
use webauthn_rp::response::register::{CompressedPubKey, DynamicState, StaticState};
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthentication16, DiscoverableAuthenticationServerState,
    DiscoverableCredentialRequestOptions,
};

use super::{Refused, Site, handle, refused};

/// What is remembered of a ceremony between its halves.
pub struct SigningIn(DiscoverableAuthenticationServerState);

impl SigningIn {
    pub fn challenge(&self) -> u128 {
        self.0.sent_challenge().0
    }
}

/// A public key as it is stored.
type StoredKey = StaticState<CompressedPubKey<[u8; 32], [u8; 32], [u8; 48], Vec<u8>>>;

/// The first half, and the options for `navigator.credentials.get`.
pub fn begin_signing_in(site: &Site) -> (SigningIn, Value) {
    let options = DiscoverableCredentialRequestOptions::passkey(&site.id);
    let (server, client) = options.start_ceremony().expect("the options are the library's own");
    (SigningIn(server), serde_json::to_value(client).expect("the options are plain values"))
}

/// What the browser says that was signed, and which challenge it answers.
pub fn read_assertion(credential: &[u8]) -> Result<(DiscoverableAuthentication16, u128), Refused> {
    let assertion = DiscoverableAuthentication16::from_json_relaxed(credential).map_err(refused)?;
    let challenge = assertion.challenge_relaxed().map_err(refused)?.0;
    Ok((assertion, challenge))
}

/// The second half: the state that the passkey is in now. A counter that does not grow is refused, for then there are two of it.
pub fn finish_signing_in(
    SigningIn(state): SigningIn,
    site: &Site,
    assertion: &DiscoverableAuthentication16,
    passkey: &Passkey,
) -> Result<Vec<u8>, Refused> {
    let before: [u8; 7] = passkey.state.as_slice().try_into().map_err(refused)?;
    let before = DynamicState::decode(before).map_err(refused)?;
    let key = StoredKey::decode(&passkey.key).map_err(refused)?;
    let (id, handle) =
        (CredentialId::<&[u8]>::decode(&passkey.credential).map_err(refused)?, handle(passkey.person));
    let mut known = AuthenticatedCredential::new(id, &handle, key, before).map_err(refused)?;
    let options = AuthenticationVerificationOptions::<&str, &str> {
        allowed_origins: &[&site.origin],
        error_on_unsolicited_extensions: false,
        ..AuthenticationVerificationOptions::default()
    };
    state.verify(&site.id, assertion, &mut known, &options).map_err(refused)?;
    Ok(known.dynamic_state().encode().map_err(refused)?.to_vec())
}
