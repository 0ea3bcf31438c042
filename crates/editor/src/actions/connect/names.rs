//! Connections of name resolution: option sets, Resolver endpoints and rules, Profiles, each with the VPCs they serve.

use std::net::Ipv4Addr;

use vpcanvas_model::{
    Kind, Properties,
    kind::{
        ResolverEndpoint, ResolverRule,
        resolver_endpoint::{ResolverDirection, ResolverIpAddress},
    },
};

use super::{Connection, add};
use crate::hit::kind_of;

impl Connection<'_> {
    pub(super) fn join_names(&self, properties: &mut Properties) -> Result<(), String> {
        let (document, held) = (self.document, self.held);
        match properties {
            Properties::Vpc(vpc) => vpc.dhcp_options_id = Some(held.clone()),
            Properties::ResolverEndpoint(endpoint) => self.join_resolver_endpoint(endpoint)?,
            Properties::ResolverRule(rule) => self.join_rule(rule)?,
            Properties::Profile(profile) => match kind_of(document, held) {
                Some(Kind::Vpc) => {
                    self.check_only_profile()?;
                    add(&mut profile.vpc_ids, held);
                }
                _ => add(&mut profile.resource_arns, held),
            },
            _ => {}
        }
        Ok(())
    }

    fn join_resolver_endpoint(&self, endpoint: &mut ResolverEndpoint) -> Result<(), String> {
        let held = self.held;
        let stands_in = |row: &ResolverIpAddress| row.subnet_id.as_ref() == Some(held);
        match kind_of(self.document, held) {
            Some(Kind::SecurityGroup) => add(&mut endpoint.security_group_ids, held),
            _ if endpoint.ip_addresses.iter().any(stands_in) => {}
            _ => {
                let ip: Option<Ipv4Addr> = self.free_address()?;
                endpoint.ip_addresses.push(ResolverIpAddress {
                    subnet_id: Some(held.clone()),
                    ip,
                    ..ResolverIpAddress::default()
                });
            }
        }
        Ok(())
    }

    /// A forwarding rule needs an outbound endpoint (RSLV-07).
    fn join_rule(&self, rule: &mut ResolverRule) -> Result<(), String> {
        if kind_of(self.document, self.held) == Some(Kind::Vpc) {
            add(&mut rule.vpc_ids, self.held);
            return Ok(());
        }
        let endpoint = self.document.resource(self.held);
        let is_outbound = endpoint.is_some_and(|endpoint| match &endpoint.properties {
            Properties::ResolverEndpoint(endpoint) => {
                endpoint.direction == Some(ResolverDirection::Outbound)
            }
            _ => false,
        });
        if !is_outbound {
            return Err(format!(
                "{} takes questions in; a rule forwards by an outbound endpoint",
                self.document.display_name(self.held)
            ));
        }
        rule.resolver_endpoint_id = Some(self.held.clone());
        Ok(())
    }

    /// A VPC has one Profile (section 5.5).
    fn check_only_profile(&self) -> Result<(), String> {
        let mut all = self.document.resources();
        let other = all.find(|(id, resource)| match &resource.properties {
            Properties::Profile(profile) => {
                *id != self.holder && profile.vpc_ids.contains(self.held)
            }
            _ => false,
        });
        match other {
            Some((other, _)) => Err(format!(
                "{} uses {} already; a VPC has one Profile",
                self.document.display_name(self.held),
                self.document.display_name(other)
            )),
            None => Ok(()),
        }
    }
}
