//! Which fields of a resource name other resources: the edges of the document, kind by kind.

use vpcanvas_model::{
    Kind, Properties, ResourceId,
    kind::{
        HostedZone, LoadBalancer, NetworkAcl, NetworkInterface, RouteTable, SecurityGroup,
        TargetGroup, VpcEndpoint, vpc_endpoint::VpcEndpointType,
    },
};

/// A field that names another resource, and what may stand there.
pub(crate) struct Reference<'a> {
    pub(crate) field: &'static str,
    pub(crate) to: &'a ResourceId,
    pub(crate) expected: &'static [Kind],
}

/// Every reference a resource makes by a field of its own type, its container first.
pub(crate) fn references(properties: &Properties) -> Vec<Reference<'_>> {
    let mut references = References::default();
    if let (Some(field), Some(parent)) = (properties.parent_field(), properties.parent()) {
        references.add(field, properties.kind().parents(), [parent]);
    }
    match properties {
        Properties::Instance(instance) => {
            references.add(
                "SecurityGroupIds",
                &[Kind::SecurityGroup],
                &instance.security_group_ids,
            );
        }
        Properties::NetworkInterface(interface) => references.interface(interface),
        Properties::VpcEndpoint(endpoint) => references.endpoint(endpoint),
        Properties::VpcEndpointService(service) => references.add(
            "NetworkLoadBalancerArns",
            &[Kind::LoadBalancer],
            &service.network_load_balancer_arns,
        ),
        Properties::LoadBalancer(balancer) => references.balancer(balancer),
        Properties::Listener(listener) => references.add(
            "DefaultActions",
            &[Kind::TargetGroup],
            listener
                .default_actions
                .iter()
                .filter_map(|action| action.target_group_arn.as_ref()),
        ),
        Properties::SecurityGroup(group) => references.group(group),
        Properties::NetworkAcl(acl) => references.acl(acl),
        Properties::RouteTable(table) => references.table(table),
        Properties::HostedZone(zone) => references.zone(zone),
        Properties::TargetGroup(_)
        | Properties::Account(_)
        | Properties::Vpc(_)
        | Properties::Subnet(_)
        | Properties::PrefixList(_)
        | Properties::Other(_) => {}
    }
    references.0
}

/// The targets of a group that are named by id and not by address.
pub(crate) fn targets_by_id(group: &TargetGroup) -> impl Iterator<Item = ResourceId> + '_ {
    group
        .targets
        .iter()
        .filter_map(|target| target.id.as_deref())
        .filter(|id| id.parse::<std::net::IpAddr>().is_err())
        .map(ResourceId::from)
}

#[derive(Default)]
struct References<'a>(Vec<Reference<'a>>);

impl<'a> References<'a> {
    fn add(
        &mut self,
        field: &'static str,
        expected: &'static [Kind],
        to: impl IntoIterator<Item = &'a ResourceId>,
    ) {
        let references = to.into_iter().map(|to| Reference {
            field,
            to,
            expected,
        });
        self.0.extend(references);
    }

    fn interface(&mut self, interface: &'a NetworkInterface) {
        self.add("Groups", &[Kind::SecurityGroup], &interface.groups);
        let attachment = interface.attachment.as_ref();
        self.add(
            "Attachment",
            &[Kind::Instance],
            attachment.and_then(|attachment| attachment.instance_id.as_ref()),
        );
    }

    fn endpoint(&mut self, endpoint: &'a VpcEndpoint) {
        if endpoint.endpoint_type() != VpcEndpointType::Interface {
            return;
        }
        self.add("SubnetIds", &[Kind::Subnet], &endpoint.subnet_ids);
        self.add(
            "SecurityGroupIds",
            &[Kind::SecurityGroup],
            &endpoint.security_group_ids,
        );
        self.add(
            "SubnetConfigurations",
            &[Kind::Subnet],
            endpoint
                .subnet_configurations
                .iter()
                .filter_map(|configuration| configuration.subnet_id.as_ref()),
        );
    }

    fn balancer(&mut self, balancer: &'a LoadBalancer) {
        self.add(
            "SubnetMappings",
            &[Kind::Subnet],
            balancer
                .subnet_mappings
                .iter()
                .filter_map(|mapping| mapping.subnet_id.as_ref()),
        );
        self.add(
            "SecurityGroups",
            &[Kind::SecurityGroup],
            &balancer.security_groups,
        );
    }

    fn group(&mut self, group: &'a SecurityGroup) {
        let rules = &group.security_group_rules;
        self.add(
            "SecurityGroupRules",
            &[Kind::SecurityGroup],
            rules
                .iter()
                .filter_map(|rule| rule.referenced_group_id.as_ref()),
        );
        self.add(
            "SecurityGroupRules",
            &[Kind::PrefixList],
            rules.iter().filter_map(|rule| rule.prefix_list_id.as_ref()),
        );
    }

    fn acl(&mut self, acl: &'a NetworkAcl) {
        self.add(
            "Associations",
            &[Kind::Subnet],
            acl.associations
                .iter()
                .filter_map(|association| association.subnet_id.as_ref()),
        );
    }

    fn table(&mut self, table: &'a RouteTable) {
        self.add(
            "Associations",
            &[Kind::Subnet],
            table
                .associations
                .iter()
                .filter_map(|association| association.subnet_id.as_ref()),
        );
        let routes = &table.routes;
        self.add(
            "Routes",
            &[Kind::NetworkInterface],
            routes
                .iter()
                .filter_map(|route| route.network_interface_id.as_ref()),
        );
        self.add(
            "Routes",
            &[Kind::Instance],
            routes.iter().filter_map(|route| route.instance_id.as_ref()),
        );
        self.add(
            "Routes",
            &[Kind::PrefixList],
            routes
                .iter()
                .filter_map(|route| route.destination_prefix_list_id.as_ref()),
        );
    }

    fn zone(&mut self, zone: &'a HostedZone) {
        self.add(
            "VPCs",
            &[Kind::Vpc],
            zone.vpcs.iter().filter_map(|vpc| vpc.vpc_id.as_ref()),
        );
    }
}
