//! What a record claims to be for another beyond naming it: its main route table, its default network ACL and security group,
//! its primary interface, an endpoint for it. A hosted zone and a Resolver rule claim a domain.
//!
//! A claim is no reference: what it is made for need not exist, and nothing is wrong where it does not. Where several claim
//! the same, the first by id has it.

use vpcanvas_model::{Properties, ResourceId, catalogue};

use crate::{DomainName, service::service_id};

/// The main route table of a VPC (RT-01).
pub(crate) const MAIN: &str = "Main";
/// The network ACL AWS makes with a VPC (NACL-01), and the security group (SG-02).
pub(crate) const DEFAULT: &str = "Default";
/// The primary interface of an instance, drawn as a record of its own (ENI-01).
pub(crate) const PRIMARY: &str = "Primary";
/// An endpoint for an endpoint service.
pub(crate) const ENDPOINT: &str = "Endpoint";
/// The prefix list of a name, such as that of a service of AWS (GW-02).
pub(crate) const LIST: &str = "List";

/// What decides about a domain: a hosted zone or a Resolver rule (PHZ-02, RSLV-01).
pub(crate) const DOMAIN: &str = "Domain";

/// What a record claims, and for whom.
pub(crate) fn claims(properties: &Properties) -> Option<(ResourceId, &'static str)> {
    match properties {
        Properties::RouteTable(table) if table.is_main() => Some((table.vpc_id.clone()?, MAIN)),
        Properties::NetworkAcl(acl) if acl.is_default == Some(true) => {
            Some((acl.vpc_id.clone()?, DEFAULT))
        }
        Properties::SecurityGroup(group) if group.group_name.as_deref() == Some("default") => {
            Some((group.vpc_id.clone()?, DEFAULT))
        }
        Properties::NetworkInterface(interface) => {
            let attachment = interface.attachment.as_ref()?;
            let is_primary = attachment.device_index == Some(0);
            Some((
                attachment.instance_id.clone().filter(|_| is_primary)?,
                PRIMARY,
            ))
        }
        Properties::VpcEndpoint(endpoint) => {
            let name = endpoint.service_name.as_deref()?;
            let is_of_aws = catalogue::aws_service(name).is_some();
            (!is_of_aws).then(|| (service_id(name).into(), ENDPOINT))
        }
        Properties::PrefixList(list) => Some((list.prefix_list_name.as_deref()?.into(), LIST)),
        Properties::HostedZone(zone) => Some((domain(zone.name.as_deref())?, DOMAIN)),
        Properties::ResolverRule(rule) => Some((domain(rule.domain_name.as_deref())?, DOMAIN)),
        _ => None,
    }
}

/// A domain in the one way it is spelled; none where DNS does not allow it.
fn domain(written: Option<&str>) -> Option<ResourceId> {
    let name = DomainName::parse(written?).ok()?;
    Some(name.as_str().into())
}
