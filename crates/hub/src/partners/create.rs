//! A person makes a partner, and is its first owner.

use domain::{AuditAction, Code, Member, Partner, Person, Problem, Role};

use super::{Allowed, within};
use crate::Hub;
use crate::problem::told;
use crate::sign_up::checked_name;

/// A partner that does not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPartner {
    pub slug: String,
    pub name: String,
}

impl Hub {
    pub async fn create_partner(&self, person: &Person, new: NewPartner) -> Result<Partner, Problem> {
        let core = &self.core;
        core.refuse_when_stopping()?;
        checked_slug(&new.slug)?;
        let name = checked_name(&new.name)?;
        let known = core.store.partners_of(person.id).await.map_err(told)?;
        let owned = known.iter().filter(|(_, member)| member.role == Role::Owner).count();
        within(owned, core.limits.partners.each)?;
        let created_at = core.clock.now();
        let partner = Partner { id: core.ids.next(), slug: new.slug, name, created_at };
        let first = Member { partner: partner.id, person: person.id, role: Role::Owner, since: created_at };
        let by = Allowed::person(partner.clone(), person);
        let audit = core.audit(&by, AuditAction::PartnerCreated, &partner.slug, &partner.name);
        core.store.add_partner(&partner, &first, &audit).await.map_err(told)?;
        Ok(partner)
    }
}

fn checked_slug(slug: &str) -> Result<(), Problem> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let sound = (2..=40).contains(&slug.len()) && slug.chars().all(plain);
    if sound && !slug.starts_with('-') && !slug.ends_with('-') {
        return Ok(());
    }
    let rule = "slug: 2 to 40 lower-case letters, digits and hyphens, such as moonlight-diner";
    Err(Problem::new(Code::BadRequest, rule))
}
