//! A member gets another role.

use domain::{AuditAction, Code, Member, PartnerId, Person, PersonId, Problem, Role};

use super::{Acting, Right};
use crate::Hub;
use crate::hub::Core;
use crate::problem::told;

impl Hub {
    pub async fn change_member(
        &self,
        acting: &Acting,
        partner: PartnerId,
        person: PersonId,
        role: Role,
    ) -> Result<(Member, Person), Problem> {
        let core = &self.core;
        let by = core.allowed(acting, partner, Right::OWN).await?;
        let (member, person) = core.member(partner, person).await?;
        let member = Member { role, ..member };
        let audit = core.audit(&by, AuditAction::MemberChanged, &person.name, role.as_str());
        core.store.change_member(&member, &audit).await.map_err(told)?;
        Ok((member, person))
    }
}

impl Core {
    pub async fn member(&self, partner: PartnerId, person: PersonId) -> Result<(Member, Person), Problem> {
        let member = self.store.member(partner, person).await.map_err(told)?;
        let member = member.ok_or_else(|| Problem::new(Code::NotFound, "member"))?;
        Ok((member, self.person(person).await?))
    }
}
