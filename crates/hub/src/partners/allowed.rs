//! Who may do what.

use domain::{
    Actor, AuditAction, AuditEntry, Code, Partner, PartnerId, PartnerKey, Person, Problem, Role, Scope,
};

use crate::Caller;
use crate::hub::Core;
use crate::problem::told;

/// Who asks for something to be done for a partner.
#[derive(Clone, Debug)]
pub enum Acting {
    Person(Person),
    Key(PartnerKey),
}

/// What an operation needs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Right {
    /// Of a person: this role, or a higher one.
    role: Role,
    /// Of a key: this scope. None: keys may not.
    scope: Option<Scope>,
}

impl Right {
    /// To see the partner itself, its people, its keys and its log.
    pub const SEE: Self = Self::of(Role::Viewer, None);
    pub const READ_BOTS: Self = Self::of(Role::Viewer, Some(Scope::BotsRead));
    pub const WRITE_BOTS: Self = Self::of(Role::Editor, Some(Scope::BotsWrite));
    pub const DEPLOY_BOTS: Self = Self::of(Role::Editor, Some(Scope::BotsDeploy));
    /// To have bots speak first.
    pub const SEND_EVENTS: Self = Self::of(Role::Editor, Some(Scope::EventsSend));
    /// To decide about the partner itself, its people and its keys.
    pub const OWN: Self = Self::of(Role::Owner, None);

    const fn of(role: Role, scope: Option<Scope>) -> Self {
        Self { role, scope }
    }
}

/// Somebody who may.
#[derive(Clone, Debug)]
pub(crate) struct Allowed {
    pub partner: Partner,
    /// None for a key.
    pub role: Option<Role>,
    pub by: Actor,
    /// What whoever it is is called.
    pub name: String,
}

impl Allowed {
    /// Who has just joined.
    pub fn person(partner: Partner, person: &Person) -> Self {
        Self { partner, role: None, by: Actor::Person(person.id), name: person.name.clone() }
    }

    /// In whose line their calls wait: that of the partner.
    pub fn caller(&self) -> Caller {
        Caller::for_partner(self.partner.id)
    }
}

impl Core {
    /// Whether they may do this for the partner. A partner of others is not found.
    pub async fn allowed(
        &self,
        acting: &Acting,
        partner: PartnerId,
        right: Right,
    ) -> Result<Allowed, Problem> {
        self.refuse_when_stopping()?;
        let not_found = || Problem::new(Code::NotFound, "partner");
        match acting {
            Acting::Person(person) => {
                let member = self.store.member(partner, person.id).await.map_err(told)?;
                let role = member.ok_or_else(not_found)?.role;
                if role < right.role {
                    let needed = format!("it needs the role {}", right.role.as_str());
                    return Err(Problem::new(Code::NotAllowed, needed));
                }
                let partner = self.store.partner(partner).await.map_err(told)?.ok_or_else(not_found)?;
                Ok(Allowed { role: Some(role), ..Allowed::person(partner, person) })
            }
            Acting::Key(key) => {
                if key.partner != partner {
                    return Err(not_found());
                }
                let may = right.scope.is_some_and(|scope| key.scopes.contains(&scope));
                if !may {
                    let needed = right.scope.map(|scope| format!("it needs the scope {}", scope.as_str()));
                    let needed = needed.unwrap_or_else(|| "no key may do this".into());
                    return Err(Problem::new(Code::ScopeMissing, needed));
                }
                let partner = self.store.partner(partner).await.map_err(told)?.ok_or_else(not_found)?;
                Ok(Allowed { partner, role: None, by: Actor::Key(key.id), name: key.name.clone() })
            }
        }
    }

    /// A line for the partner's audit log.
    pub fn audit(&self, by: &Allowed, action: AuditAction, target: &str, detail: &str) -> AuditEntry {
        AuditEntry {
            id: self.ids.next(),
            partner: by.partner.id,
            at: self.clock.now(),
            by: by.by,
            by_name: by.name.clone(),
            action,
            target: target.to_owned(),
            detail: detail.to_owned(),
        }
    }
}
