//! Which fields of a resource name other resources: the edges of the document, kind by kind.

use vpcanvas_model::{
    Kind, Properties, ResourceId,
    kind::{
        Account, HostedZone, LoadBalancer, NetworkAcl, NetworkInterface, ResolverEndpoint,
        ResourceGateway, RouteTable, SecurityGroup, TargetGroup, TransitGatewayAttachment,
        TransitGatewayRouteTable, VpcEndpoint, VpcPeeringConnection, VpnConnection,
        transit_gateway_route_table::AttachmentAssociation, vpc_endpoint::VpcEndpointType,
        vpc_peering_connection::PeeringVpcInfo,
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
    let mut references = Vec::new();
    add_references(properties, &mut references);
    references
}

/// The same, added to a list.
pub(crate) fn add_references<'a>(properties: &'a Properties, list: &mut Vec<Reference<'a>>) {
    let mut references = References(list);
    // Where a note stands is nobody else's business.
    if let (Some(field), Some(parent)) = (properties.parent_field(), properties.parent())
        && properties.kind() != Kind::Note
    {
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
        Properties::VpcEndpointService(service) => {
            references.add(
                "NetworkLoadBalancerArns",
                &[Kind::LoadBalancer],
                &service.network_load_balancer_arns,
            );
            references.add(
                "GatewayLoadBalancerArns",
                &[Kind::LoadBalancer],
                &service.gateway_load_balancer_arns,
            );
        }
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
        Properties::Vpc(vpc) => {
            references.add("DhcpOptionsId", &[Kind::DhcpOptions], &vpc.dhcp_options_id);
        }
        Properties::Account(account) => references.account(account),
        Properties::VpcPeeringConnection(peering) => references.peering(peering),
        Properties::TransitGatewayAttachment(attachment) => references.attachment(attachment),
        Properties::TransitGatewayRouteTable(table) => references.transit_table(table),
        Properties::VpnConnection(connection) => references.connection(connection),
        Properties::ResolverEndpoint(endpoint) => references.resolver_endpoint(endpoint),
        Properties::ResolverRule(rule) => {
            references.add("VPCIds", &[Kind::Vpc], &rule.vpc_ids);
            references.add(
                "ResolverEndpointId",
                &[Kind::ResolverEndpoint],
                &rule.resolver_endpoint_id,
            );
        }
        Properties::Profile(profile) => {
            references.add("VPCIds", &[Kind::Vpc], &profile.vpc_ids);
            references.add(
                "ResourceArns",
                &[Kind::HostedZone, Kind::ResolverRule, Kind::VpcEndpoint],
                &profile.resource_arns,
            );
        }
        Properties::ResourceGateway(gateway) => references.resource_gateway(gateway),
        Properties::ResourceConfiguration(configuration) => {
            references.add(
                "ResourceGatewayId",
                &[Kind::ResourceGateway],
                &configuration.resource_gateway_id,
            );
            references.add(
                "ResourceConfigurationGroupId",
                &[Kind::ResourceConfiguration],
                &configuration.resource_configuration_group_id,
            );
        }
        Properties::ServiceNetwork(network) => {
            references.add(
                "ResourceConfigurationIds",
                &[Kind::ResourceConfiguration],
                &network.resource_configuration_ids,
            );
            references.add("VPCIds", &[Kind::Vpc], &network.vpc_ids);
        }
        Properties::TargetGroup(_)
        | Properties::InternetGateway(_)
        | Properties::EgressOnlyInternetGateway(_)
        | Properties::NatGateway(_)
        | Properties::TransitGateway(_)
        | Properties::VpnGateway(_)
        | Properties::CustomerGateway(_)
        | Properties::DhcpOptions(_)
        | Properties::Subnet(_)
        | Properties::PrefixList(_)
        | Properties::Note(_)
        | Properties::Other(_) => {}
    }
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

struct References<'l, 'a>(&'l mut Vec<Reference<'a>>);

impl<'a> References<'_, 'a> {
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
        if endpoint.endpoint_type() == VpcEndpointType::Tunnel {
            return;
        }
        self.add(
            "RouteTableIds",
            &[Kind::RouteTable],
            &endpoint.route_table_ids,
        );
        self.add(
            "ResourceConfigurationArn",
            &[Kind::ResourceConfiguration],
            &endpoint.resource_configuration_arn,
        );
        self.add(
            "ServiceNetworkArn",
            &[Kind::ServiceNetwork],
            &endpoint.service_network_arn,
        );
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
        self.add(
            "Associations",
            &[Kind::InternetGateway, Kind::VpnGateway, Kind::NatGateway],
            table
                .associations
                .iter()
                .filter_map(|association| association.gateway_id.as_ref()),
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
        let gateways = &[Kind::InternetGateway, Kind::VpnGateway, Kind::VpcEndpoint];
        let gateway = |id: &'a ResourceId| (id.as_str() != "local").then_some(id);
        self.add(
            "Routes",
            gateways,
            routes
                .iter()
                .filter_map(|route| route.gateway_id.as_ref().and_then(gateway)),
        );
        self.add(
            "Routes",
            &[Kind::NatGateway],
            routes
                .iter()
                .filter_map(|route| route.nat_gateway_id.as_ref()),
        );
        self.add(
            "Routes",
            &[Kind::TransitGateway],
            routes
                .iter()
                .filter_map(|route| route.transit_gateway_id.as_ref()),
        );
        self.add(
            "Routes",
            &[Kind::VpcPeeringConnection],
            routes
                .iter()
                .filter_map(|route| route.vpc_peering_connection_id.as_ref()),
        );
        self.add(
            "Routes",
            &[Kind::EgressOnlyInternetGateway],
            routes
                .iter()
                .filter_map(|route| route.egress_only_internet_gateway_id.as_ref()),
        );
        self.add(
            "Routes",
            &[Kind::VpcEndpoint],
            routes
                .iter()
                .filter_map(|route| route.vpc_endpoint_id.as_ref()),
        );
    }

    fn account(&mut self, account: &'a Account) {
        let excluded = account
            .vpc_block_public_access_exclusions
            .iter()
            .filter_map(|exclusion| exclusion.resource_id.as_ref());
        self.add(
            "VpcBlockPublicAccessExclusions",
            &[Kind::Vpc, Kind::Subnet],
            excluded,
        );
    }

    fn peering(&mut self, peering: &'a VpcPeeringConnection) {
        let vpc =
            |side: &'a Option<PeeringVpcInfo>| side.as_ref().and_then(|side| side.vpc_id.as_ref());
        self.add(
            "RequesterVpcInfo",
            &[Kind::Vpc],
            vpc(&peering.requester_vpc_info),
        );
        self.add(
            "AccepterVpcInfo",
            &[Kind::Vpc],
            vpc(&peering.accepter_vpc_info),
        );
    }

    fn attachment(&mut self, attachment: &'a TransitGatewayAttachment) {
        let attached = &[Kind::Vpc, Kind::VpnConnection, Kind::TransitGateway];
        self.add("ResourceId", attached, &attachment.resource_id);
        self.add("SubnetIds", &[Kind::Subnet], &attachment.subnet_ids);
    }

    fn transit_table(&mut self, table: &'a TransitGatewayRouteTable) {
        let attachments = |rows: &'a [AttachmentAssociation]| {
            rows.iter()
                .filter_map(|row| row.transit_gateway_attachment_id.as_ref())
        };
        let attachment = &[Kind::TransitGatewayAttachment];
        self.add("Associations", attachment, attachments(&table.associations));
        self.add("Propagations", attachment, attachments(&table.propagations));
        let routes = &table.routes;
        self.add(
            "Routes",
            attachment,
            routes
                .iter()
                .filter_map(|route| route.transit_gateway_attachment_id.as_ref()),
        );
        self.add(
            "Routes",
            &[Kind::PrefixList],
            routes
                .iter()
                .filter_map(|route| route.prefix_list_id.as_ref()),
        );
    }

    fn connection(&mut self, connection: &'a VpnConnection) {
        self.add(
            "CustomerGatewayId",
            &[Kind::CustomerGateway],
            &connection.customer_gateway_id,
        );
        self.add(
            "VpnGatewayId",
            &[Kind::VpnGateway],
            &connection.vpn_gateway_id,
        );
        self.add(
            "TransitGatewayId",
            &[Kind::TransitGateway],
            &connection.transit_gateway_id,
        );
    }

    fn resolver_endpoint(&mut self, endpoint: &'a ResolverEndpoint) {
        let subnets = endpoint
            .ip_addresses
            .iter()
            .filter_map(|address| address.subnet_id.as_ref());
        self.add("IpAddresses", &[Kind::Subnet], subnets);
        self.add(
            "SecurityGroupIds",
            &[Kind::SecurityGroup],
            &endpoint.security_group_ids,
        );
    }

    fn resource_gateway(&mut self, gateway: &'a ResourceGateway) {
        self.add("SubnetIds", &[Kind::Subnet], &gateway.subnet_ids);
        let configured = gateway
            .subnet_configurations
            .iter()
            .filter_map(|address| address.subnet_id.as_ref());
        self.add("SubnetConfigurations", &[Kind::Subnet], configured);
        self.add(
            "SecurityGroupIds",
            &[Kind::SecurityGroup],
            &gateway.security_group_ids,
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
