//! Further people: who may make an account, and by which invitation.

use domain::{
    AuditAction, Code, Invitation, InvitationId, InvitedTo, Language, Member, Partner, Person, PersonId,
    Problem,
};
use unicode_normalization::UnicodeNormalization;

use crate::hub::Core;
use crate::partners::{Allowed, Invited};
use crate::problem::told;
use crate::{Hub, NewPerson};

/// Longer names are mistakes.
const LONGEST_NAME: usize = 40;
/// Invitations to the install that are open at a time.
const MOST_INVITATIONS: usize = 200;

/// Who may make an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignUp {
    /// Nobody but the owner, for others.
    Closed,
    /// Whoever was sent a link.
    Invited,
    /// Everybody.
    Open,
}

/// Somebody who wants an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    pub person: NewPerson,
    /// An Argon2id hash in PHC form.
    pub password: String,
}

impl Hub {
    pub fn who_may_sign_up(&self) -> SignUp {
        self.core.limits.sign_up
    }

    /// Everybody, in the order in which they came.
    pub async fn people(&self) -> Result<Vec<Person>, Problem> {
        self.core.store.people().await.map_err(told)
    }

    /// The owner makes an account for somebody.
    pub async fn add_person(&self, account: NewAccount) -> Result<Person, Problem> {
        let person = self.core.new_person(account)?;
        self.core.store.add_person(&person).await.map_err(told)?;
        Ok(person)
    }

    /// Somebody makes an account, by an invitation (the hash of its secret) or because everybody may. The partner that they were
    /// invited to, if they were.
    pub async fn sign_up(
        &self,
        account: NewAccount,
        invitation: Option<&[u8; 32]>,
    ) -> Result<(Person, Option<Partner>), Problem> {
        let core = &self.core;
        let person = core.new_person(account)?;
        match (core.limits.sign_up, invitation) {
            (SignUp::Closed, _) | (SignUp::Invited, None) => Err(Code::SignUpClosed.into()),
            (SignUp::Open, None) => {
                core.store.add_person(&person).await.map_err(told)?;
                Ok((person, None))
            }
            (_, Some(secret)) => {
                let invitation = core.invitation(secret).await?;
                let partner = core.come_in(&invitation, &person, true).await?;
                Ok((person, partner))
            }
        }
    }

    /// Somebody who has an account uses an invitation to a partner.
    pub async fn accept_invitation(&self, person: &Person, secret: &[u8; 32]) -> Result<Partner, Problem> {
        let invitation = self.core.invitation(secret).await?;
        if invitation.to == InvitedTo::Install {
            return Err(Problem::new(Code::InvitationUnknown, "it is for somebody without an account"));
        }
        let partner = self.core.come_in(&invitation, person, false).await?;
        partner.ok_or_else(|| Code::InvitationUnknown.into())
    }

    /// The owner invites somebody to the install; `secret` is the hash of what the link says.
    pub async fn invite(&self, by: PersonId, secret_hash: [u8; 32]) -> Result<Invited, Problem> {
        let core = &self.core;
        let now = core.clock.now();
        let open = core.store.invitations(None, now).await.map_err(told)?.len();
        crate::partners::within(open, MOST_INVITATIONS)?;
        let invitation = core.new_invitation(by, secret_hash, InvitedTo::Install);
        core.store.add_invitation(&invitation, None).await.map_err(told)?;
        core.invited(invitation).await
    }

    /// The open invitations to the install, the oldest first.
    pub async fn invitations(&self) -> Result<Vec<Invited>, Problem> {
        self.core.open_invitations(None).await
    }

    pub async fn withdraw_invitation(&self, id: InvitationId) -> Result<(), Problem> {
        match self.core.store.remove_invitation(None, id, None).await.map_err(told)? {
            true => Ok(()),
            false => Err(Problem::new(Code::NotFound, "invitation")),
        }
    }
}

impl Core {
    fn new_person(&self, NewAccount { person, password }: NewAccount) -> Result<Person, Problem> {
        let NewPerson { name, language, time_zone } = person;
        if jiff::tz::TimeZone::get(&time_zone).is_err() {
            return Err(Problem::new(Code::BadRequest, format!("timeZone: {time_zone:?} is not known")));
        }
        Ok(Person {
            id: self.ids.next(),
            name: checked_name(&name)?,
            language,
            time_zone,
            password: Some(password),
            created_at: self.clock.now(),
        })
    }

    pub fn new_invitation(&self, by: PersonId, secret_hash: [u8; 32], to: InvitedTo) -> Invitation {
        let (id, created_at) = (self.ids.next(), self.clock.now());
        let expires_at = created_at + self.limits.partners.invitation_valid;
        Invitation { id, secret_hash, to, by, created_at, expires_at }
    }

    async fn invitation(&self, secret: &[u8; 32]) -> Result<Invitation, Problem> {
        let found = self.store.invitation(secret, self.clock.now()).await.map_err(told)?;
        found.ok_or_else(|| Code::InvitationUnknown.into())
    }

    pub async fn open_invitations(
        &self,
        partner: Option<domain::PartnerId>,
    ) -> Result<Vec<Invited>, Problem> {
        let mut all = Vec::new();
        for invitation in self.store.invitations(partner, self.clock.now()).await.map_err(told)? {
            all.push(self.invited(invitation).await?);
        }
        Ok(all)
    }

    pub async fn invited(&self, invitation: Invitation) -> Result<Invited, Problem> {
        let by = self.person(invitation.by).await?.name;
        Ok(Invited { invitation, by })
    }

    /// Uses the invitation up.
    async fn come_in(
        &self,
        invitation: &Invitation,
        person: &Person,
        new: bool,
    ) -> Result<Option<Partner>, Problem> {
        let (mut joined, mut member, mut audit) = (None, None, None);
        if let InvitedTo::Partner { partner, role } = invitation.to {
            let partner = self.store.partner(partner).await.map_err(told)?;
            let partner = partner.ok_or(Code::InvitationUnknown)?;
            let since = self.clock.now();
            member = Some(Member { partner: partner.id, person: person.id, role, since });
            let by = Allowed::person(partner.clone(), person);
            audit = Some(self.audit(&by, AuditAction::MemberJoined, &person.name, role.as_str()));
            joined = Some(partner);
        }
        let person = new.then_some(person);
        let accepted = self.store.accept_invitation(invitation.id, person, member.as_ref(), audit.as_ref());
        accepted.await.map_err(told)?;
        Ok(joined)
    }
}

/// A name as people write it: composed, without the space around it.
pub(crate) fn checked_name(name: &str) -> Result<String, Problem> {
    let name: String = name.trim().chars().take(4 * LONGEST_NAME).nfc().collect();
    let count = name.chars().count();
    if count == 0 || count > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Code::NameInvalid.into());
    }
    Ok(name)
}

/// What is said of somebody of whom nothing is known.
impl NewPerson {
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), language: Language::Korean, time_zone: "Asia/Seoul".into() }
    }
}
