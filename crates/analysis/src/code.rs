//! The reasons there are: a closed list, each with the word AWS or this program uses for it.
//!
//! Which of Reachability Analyzer's words are missing, and why no design can produce them, stands in
//! `docs/explanation-codes.md`.

use std::fmt;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $code:ident => $word:literal,)+) => {
        /// What is the matter, as VPC Reachability Analyzer calls it where it has a word; the others start with `PL_`, `DNS_` or `CFG_`.
        ///
        /// The enum is closed on purpose: a new code has to be given its text everywhere.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $code,)+
        }

        impl Code {
            /// Every code, Reachability Analyzer's first.
            pub const ALL: &[Self] = &[$(Self::$code,)+];

            /// The word: Reachability Analyzer's where it has one.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$code => $word,)+
                }
            }
        }
    };
}

codes! {
    /// The path crosses zones.
    AvailabilityZoneCrossed => "AVAILABILITY_ZONE_CROSSED",
    /// The component isn't working: a stopped instance, an endpoint that is not available.
    BadState => "BAD_STATE",
    /// The attachment between two components isn't working.
    BadStateAttachment => "BAD_STATE_ATTACHMENT",
    /// The route is not usable.
    BadStateRoute => "BAD_STATE_ROUTE",
    /// The VPN connection isn't working.
    BadStateVpn => "BAD_STATE_VPN",
    /// The routes that are there do not cover the destination.
    CannotRoute => "CANNOT_ROUTE",
    /// The VPCs are not connected.
    DisconnectedVpcs => "DISCONNECTED_VPCS",
    /// Whether the target group keeps the client's address is not written; assumed that it does not.
    AssumptionPreserveClientIpIsDisabled => "ASSUMPTION_PRESERVE_CLIENT_IP_IS_DISABLED",
    /// Whether the target group keeps the client's address is not written; assumed that it does.
    AssumptionPreserveClientIpIsEnabled => "ASSUMPTION_PRESERVE_CLIENT_IP_IS_ENABLED",
    /// The listener only accepts its own port.
    Elbv2ListenerPortRestriction => "ELBV2_LISTENER_PORT_RESTRICTION",
    /// No target group of the listener accepts the traffic.
    Elbv2ListenerRequiresTgAccept => "ELBV2_LISTENER_REQUIRES_TG_ACCEPT",
    /// No listener accepts the traffic.
    Elbv2ListenersMismatch => "ELBV2_LISTENERS_MISMATCH",
    /// The listener's target groups contain no targets.
    Elbv2ListenerHasNoTg => "ELBV2_LISTENER_HAS_NO_TG",
    /// No targets in the zone in question.
    Elbv2NoTargetsInAz => "ELBV2_NO_TARGETS_IN_AZ",
    /// The load balancer keeps the client's address, so this flow cannot work.
    Elbv2SourceAddressPreservation => "ELBV2_SOURCE_ADDRESS_PRESERVATION",
    /// The load balancer only sends to targets in zones it is enabled in.
    ElbInstalledAzRestriction => "ELB_INSTALLED_AZ_RESTRICTION",
    /// Cross-zone is off, so some targets cannot be used.
    ElbNotCrosszone => "ELB_NOT_CROSSZONE",
    /// An interface only handles packets of its own addresses.
    EniAddressRestriction => "ENI_ADDRESS_RESTRICTION",
    /// The security groups have rules and none applies.
    EniSgRulesMismatch => "ENI_SG_RULES_MISMATCH",
    /// The source/destination check drops packets that only pass through.
    EniSourceDestCheckRestriction => "ENI_SOURCE_DEST_CHECK_RESTRICTION",
    /// A gateway refuses packets that claim to come from the VPC they enter.
    GatewayRejectsSpoofedTraffic => "GATEWAY_REJECTS_SPOOFED_TRAFFIC",
    /// A Gateway Load Balancer sends to port 6081 of its targets alone.
    GwlbDestinationPortRestriction => "GWLB_DESTINATION_PORT_RESTRICTION",
    /// A Gateway Load Balancer speaks GENEVE to its targets, hence UDP.
    GwlbProtocolRestriction => "GWLB_PROTOCOL_RESTRICTION",
    /// Another route for the same range goes first.
    HigherPriorityRoute => "HIGHER_PRIORITY_ROUTE",
    /// What comes in by an internet gateway has to be for its VPC.
    IgwDestinationAddressInVpcCidrs => "IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS",
    /// An internet gateway refuses private destinations.
    IgwDestinationAddressNotInRfc1918Egress => "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS",
    /// An internet gateway refuses destinations in 100.64.0.0/10.
    IgwDestinationAddressNotInRfc6598Egress => "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS",
    /// The destination is no public address of an interface in the VPC.
    IgwPrivateIpAssociationForIngress => "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
    /// The source has no public address, or is no interface of the VPC.
    IgwPublicIpAssociationForEgress => "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
    /// An internet gateway refuses private sources.
    IgwSourceAddressNotInRfc1918Ingress => "IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS",
    /// An internet gateway refuses sources in 100.64.0.0/10.
    IgwSourceAddressNotInRfc6598Ingress => "IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS",
    /// The appliance an edge route table leads to has no public address.
    IngressRtbNoPublicIp => "INGRESS_RTB_NO_PUBLIC_IP",
    /// What comes in is led through an appliance, and the reply goes past it.
    IngressRtbTrafficRedirection => "INGRESS_RTB_TRAFFIC_REDIRECTION",
    /// The target group has no attributes written.
    MissingTargetGroupAttributes => "MISSING_TARGET_GROUP_ATTRIBUTES",
    /// A longer prefix takes the packet away from this route.
    MoreSpecificRoute => "MORE_SPECIFIC_ROUTE",
    /// A NAT gateway never changes the destination, so nothing can be reached through its address.
    NgwDestAddressPreservation => "NGW_DEST_ADDRESS_PRESERVATION",
    /// A NAT gateway serves interfaces of its own VPC alone.
    NgwRequiresSourceInVpc => "NGW_REQUIRES_SOURCE_IN_VPC",
    /// A NAT gateway puts its own address in the place of the source.
    NgwSourceAddressReassign => "NGW_SOURCE_ADDRESS_REASSIGN",
    /// There is nothing at the destination.
    NoPossibleDestination => "NO_POSSIBLE_DESTINATION",
    /// The route table has no route for the destination.
    NoRouteToDestination => "NO_ROUTE_TO_DESTINATION",
    /// What the question names does not exist.
    NoSourceOrDestination => "NO_SOURCE_OR_DESTINATION",
    /// What the appliances behind a Gateway Load Balancer do is not considered.
    PathThroughGwlbNotChecked => "PATH_THROUGH_GWLB_NOT_CHECKED",
    /// A peering connection passes only what is for the other VPC.
    PcxRequiresAddressInVpcCidr => "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
    /// The component handles only certain protocols.
    ProtocolRestriction => "PROTOCOL_RESTRICTION",
    /// The regional NAT gateway is not active in the zone of the source.
    RegionalNgwRouteAzRestriction => "REGIONAL_NGW_ROUTE_AZ_RESTRICTION",
    /// A NAT gateway or load balancer chooses source ports from 1024 to 65535.
    RemapEphemeralPort => "REMAP_EPHEMERAL_PORT",
    /// The reply of an endpoint has no route to the transit gateway the request came by.
    ResponseRtbHasNoRouteToTransitGateway => "RESPONSE_RTB_HAS_NO_ROUTE_TO_TRANSIT_GATEWAY",
    /// The security groups have no rule in the direction.
    SgHasNoRules => "SG_HAS_NO_RULES",
    /// Something on the way drops whose groups the source has, so references to them do not match.
    SgReferencesNotPreserved => "SG_REFERENCES_NOT_PRESERVED",
    /// Security group referencing is off on the transit gateway or an attachment.
    SgReferencingSupport => "SG_REFERENCING_SUPPORT",
    /// The network ACL does not admit the packet.
    SubnetAclRestriction => "SUBNET_ACL_RESTRICTION",
    /// The load balancer only sends to addresses of its targets.
    TargetAddressRestriction => "TARGET_ADDRESS_RESTRICTION",
    /// The load balancer only sends to the ports its targets are registered with.
    TargetPortRestriction => "TARGET_PORT_RESTRICTION",
    /// The attachment is associated with no transit gateway route table.
    TgwAttachMissingTgwRtbAssociation => "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
    /// The reply comes through another zone than the request.
    TgwAttachVpcAzRestriction => "TGW_ATTACH_VPC_AZ_RESTRICTION",
    /// The VPN attached to the transit gateway isn't working.
    TgwBadStateVpn => "TGW_BAD_STATE_VPN",
    /// The attachment has no subnet in the zone of the source.
    TgwRouteAzRestriction => "TGW_ROUTE_AZ_RESTRICTION",
    /// The route of the transit gateway discards packets.
    TgwRtbBadStateRoute => "TGW_RTB_BAD_STATE_ROUTE",
    /// The routes of the transit gateway do not cover the destination.
    TgwRtbCannotRoute => "TGW_RTB_CANNOT_ROUTE",
    /// Another route of the transit gateway for the same range goes first.
    TgwRtbHigherPriorityRoute => "TGW_RTB_HIGHER_PRIORITY_ROUTE",
    /// A longer prefix takes the packet away from this route of the transit gateway.
    TgwRtbMoreSpecificRoute => "TGW_RTB_MORE_SPECIFIC_ROUTE",
    /// The transit gateway route table lacks a route to the attachment that is needed.
    TgwRtbNoRouteToTgwAttachment => "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
    /// What the transit gateway route table learns is not in the design.
    TgwRtbRoutesAreUnknown => "TGW_RTB_ROUTES_ARE_UNKNOWN",
    /// An appliance behind a transit gateway wants appliance mode on its attachment.
    TransitGatewayApplianceModeRecommended => "TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED",
    /// What the question names stands in no VPC.
    UnassociatedComponent => "UNASSOCIATED_COMPONENT",
    /// Only the way there was followed.
    UnidirectionalPathAnalysisOnly => "UNIDIRECTIONAL_PATH_ANALYSIS_ONLY",
    /// Too little is known of the destination to go on.
    UnknownDestination => "UNKNOWN_DESTINATION",
    /// A rule refers to a group of a peer that is not in the design.
    UnknownPeeredSgs => "UNKNOWN_PEERED_SGS",
    /// The resource cannot be described: it is not in the design or lacks a value that decides.
    UnknownResource => "UNKNOWN_RESOURCE",
    /// This version does not analyse the component.
    UnsupportedComponent => "UNSUPPORTED_COMPONENT",
    /// A virtual private gateway takes only what interfaces of its VPC send.
    VgwPrivateIpAssociationForEgress => "VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS",
    /// A virtual private gateway delivers only to private addresses of interfaces in its VPC.
    VgwPrivateIpAssociationForIngress => "VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
    /// A gateway endpoint answers only from the ranges of its service.
    VpceGatewayEgressSourceAddressRestriction => "VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION",
    /// A gateway endpoint carries TCP and pings alone.
    VpceGatewayProtocolRestriction => "VPCE_GATEWAY_PROTOCOL_RESTRICTION",
    /// An endpoint cannot open connections.
    VpceIntraVpcTraffic => "VPCE_INTRA_VPC_TRAFFIC",
    /// The endpoint service is not present in the zone.
    VpceServiceNotInstalledInAz => "VPCE_SERVICE_NOT_INSTALLED_IN_AZ",
    /// Block Public Access forbids it.
    VpcBlockPublicAccessEnabled => "VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
    /// The local route is for destinations in the VPC alone.
    VpcLocalRouteCidrRestriction => "VPC_LOCAL_ROUTE_CIDR_RESTRICTION",
    /// The endpoint service does not know the endpoint's account.
    PlPrincipalNotAllowed => "PL_PRINCIPAL_NOT_ALLOWED",
    /// A target would be unhealthy, as far as the design tells.
    PlHealthPrediction => "PL_HEALTH_PREDICTION",
    /// The rule for a case no AWS page decides.
    PlUnverified => "PL_UNVERIFIED",
    /// Routes lead in a circle.
    PlRoutingLoop => "PL_ROUTING_LOOP",
    /// The reply takes another way than the request, past something that has to see both.
    PlAsymmetricPath => "PL_ASYMMETRIC_PATH",
    /// The resource configuration does not share the port.
    PlResourcePortRestriction => "PL_RESOURCE_PORT_RESTRICTION",
    /// Access to a service of another Region that AWS does not offer.
    PlCrossRegion => "PL_CROSS_REGION",
    /// The resolver of the VPC is switched off.
    DnsResolverDisabled => "DNS_RESOLVER_DISABLED",
    /// Private names need `EnableDnsHostnames`.
    DnsHostnamesDisabled => "DNS_HOSTNAMES_DISABLED",
    /// Two zones of one name meet in a VPC.
    DnsZoneConflict => "DNS_ZONE_CONFLICT",
    /// A zone matches and has no such record; nothing else is asked.
    DnsNxdomainInPhz => "DNS_NXDOMAIN_IN_PHZ",
    /// The name resolves publicly although an endpoint for it exists.
    DnsPublicAnswer => "DNS_PUBLIC_ANSWER",
    /// The private zone belongs to another VPC.
    DnsPrivateZoneNotVisible => "DNS_PRIVATE_ZONE_NOT_VISIBLE",
    /// Which names an endpoint's private DNS covers is not known.
    DnsNamesNotKnown => "DNS_NAMES_NOT_KNOWN",
    /// The provider has not proven that the name is its own.
    DnsPrivateNameUnverified => "DNS_PRIVATE_NAME_UNVERIFIED",
    /// The private name works only once the connection is accepted.
    DnsEndpointNotAccepted => "DNS_ENDPOINT_NOT_ACCEPTED",
    /// The certificate will probably not cover the name.
    DnsTlsNameMismatch => "DNS_TLS_NAME_MISMATCH",
    /// Names lead to one another in a circle, or too far.
    DnsLoop => "DNS_LOOP",
    /// A name that DNS does not allow.
    DnsInvalidName => "DNS_INVALID_NAME",
    /// A rule passes on what a zone of the VPC holds.
    DnsForwardRuleOverrides => "DNS_FORWARD_RULE_OVERRIDES",
    /// Machines ask a server that does not pass questions on to the resolver of their VPC.
    DnsCustomServerNoForward => "DNS_CUSTOM_SERVER_NO_FORWARD",
    /// IPv6 answers lead past an endpoint that has IPv4 alone.
    DnsAaaaBypass => "DNS_AAAA_BYPASS",
    /// Only questions through an inbound endpoint get the addresses of the endpoint for S3.
    DnsS3InboundOnly => "DNS_S3_INBOUND_ONLY",
    /// A question from outside is sent to the resolver of a VPC, which answers its own VPC alone.
    DnsOnpremQueriesVpc2 => "DNS_ONPREM_QUERIES_VPC2",
    /// A server that is to be asked cannot be reached.
    DnsServerUnreachable => "DNS_SERVER_UNREACHABLE",
    /// A routing policy chooses among records by what a design does not hold.
    DnsRoutingPolicy => "DNS_ROUTING_POLICY",
    /// A security group may be referred to only from a connected VPC.
    CfgSecurityGroupOfUnconnectedVpc => "CFG_SECURITY_GROUP_OF_UNCONNECTED_VPC",
    /// A field refers to something that is not there, of another kind, or to itself.
    CfgInvalidReference => "CFG_INVALID_REFERENCE",
    /// A value without which nothing can be said is missing.
    CfgIncomplete => "CFG_INCOMPLETE",
    /// Two subnets of one endpoint or load balancer are in one zone.
    CfgDuplicateSubnetsInSameZone => "CFG_DUPLICATE_SUBNETS_IN_SAME_ZONE",
    /// A range lies outside the range it belongs into.
    CfgCidrOutsideVpc => "CFG_CIDR_OUTSIDE_VPC",
    /// A range has a size AWS does not allow.
    CfgCidrSize => "CFG_CIDR_SIZE",
    /// Two ranges that may not overlap do.
    CfgCidrOverlap => "CFG_CIDR_OVERLAP",
    /// An address lies outside its subnet, is reserved or is used twice.
    CfgAddressInvalid => "CFG_ADDRESS_INVALID",
    /// Private DNS cannot be switched on.
    CfgPrivateDnsImpossible => "CFG_PRIVATE_DNS_IMPOSSIBLE",
    /// Two endpoints or zones claim one name in a VPC.
    CfgPrivateDnsConflict => "CFG_PRIVATE_DNS_CONFLICT",
    /// A load balancer stands behind two endpoint services.
    CfgLoadBalancerShared => "CFG_LOAD_BALANCER_SHARED",
    /// A listener and its target group speak different protocols.
    CfgListenerProtocol => "CFG_LISTENER_PROTOCOL",
    /// A rule or listener has values that AWS refuses or nothing matches.
    CfgRuleInvalid => "CFG_RULE_INVALID",
    /// A quota is exceeded.
    CfgQuota => "CFG_QUOTA",
    /// A check of the design names something that is not there.
    CfgCheckInvalid => "CFG_CHECK_INVALID",
    /// All interfaces of an endpoint stand in one zone.
    CfgSingleAvailabilityZone => "CFG_SINGLE_AVAILABILITY_ZONE",
    /// An endpoint without a security group gets the default one of its VPC.
    CfgDefaultSecurityGroup => "CFG_DEFAULT_SECURITY_GROUP",
    /// Anybody may connect to an endpoint service without being asked.
    CfgServiceOpenToEverybody => "CFG_SERVICE_OPEN_TO_EVERYBODY",
    /// The zones of an endpoint service and of its load balancers differ.
    CfgServiceZone => "CFG_SERVICE_ZONE",
    /// The load balancers of one endpoint service have different listeners.
    CfgLoadBalancersDiffer => "CFG_LOAD_BALANCERS_DIFFER",
    /// Address families do not fit together.
    CfgAddressFamily => "CFG_ADDRESS_FAMILY",
    /// A range AWS does not assign.
    CfgCidrNotAllowed => "CFG_CIDR_NOT_ALLOWED",
    /// A range that is known to cause trouble.
    CfgCidrDiscouraged => "CFG_CIDR_DISCOURAGED",
    /// A subnet has no free address left.
    CfgSubnetFull => "CFG_SUBNET_FULL",
    /// A route AWS does not accept.
    CfgRouteInvalid => "CFG_ROUTE_INVALID",
    /// A network ACL lets nothing through in a direction.
    CfgNetworkAclDeniesAll => "CFG_NETWORK_ACL_DENIES_ALL",
    /// A network ACL lets only some replies through.
    CfgEphemeralPorts => "CFG_EPHEMERAL_PORTS",
    /// A target its load balancer cannot have.
    CfgTargetInvalid => "CFG_TARGET_INVALID",
    /// A load balancer without a security group can never get one.
    CfgLoadBalancerWithoutSecurityGroup => "CFG_LOAD_BALANCER_WITHOUT_SECURITY_GROUP",
    /// Targets have to understand a proxy protocol header.
    CfgProxyProtocol => "CFG_PROXY_PROTOCOL",
    /// An interface cannot be attached to the instance.
    CfgAttachmentInvalid => "CFG_ATTACHMENT_INVALID",
    /// A record AWS does not accept.
    CfgRecordInvalid => "CFG_RECORD_INVALID",
    /// There is a second one where AWS allows one.
    CfgDuplicate => "CFG_DUPLICATE",
    /// A table or ACL is associated with something it cannot serve.
    CfgAssociationInvalid => "CFG_ASSOCIATION_INVALID",
    /// Packets find the way there and not back.
    CfgOneSidedRoute => "CFG_ONE_SIDED_ROUTE",
    /// A route over a peering connection leads to something the peer does not pass on.
    CfgRouteBeyondPeer => "CFG_ROUTE_BEYOND_PEER",
    /// Which of several routes AWS takes cannot be foreseen.
    CfgAmbiguousRoute => "CFG_AMBIGUOUS_ROUTE",
    /// Something meant for the internet lacks a public address, or the way to use it.
    CfgNoPublicAddress => "CFG_NO_PUBLIC_ADDRESS",
    /// A gateway stands where it cannot pass packets on.
    CfgNoWayOut => "CFG_NO_WAY_OUT",
    /// A gateway has values AWS refuses.
    CfgGatewayInvalid => "CFG_GATEWAY_INVALID",
    /// An attachment or table of a transit gateway AWS refuses, or that carries nothing.
    CfgTransitGatewayInvalid => "CFG_TRANSIT_GATEWAY_INVALID",
    /// A VPN connection AWS refuses, or that carries nothing.
    CfgVpnInvalid => "CFG_VPN_INVALID",
    /// An endpoint has values its type or service does not allow.
    CfgEndpointInvalid => "CFG_ENDPOINT_INVALID",
    /// An endpoint policy AWS refuses.
    CfgPolicyInvalid => "CFG_POLICY_INVALID",
    /// An endpoint and its service lie in Regions that do not go together.
    CfgCrossRegion => "CFG_CROSS_REGION",
    /// An endpoint service has values AWS refuses.
    CfgServiceInvalid => "CFG_SERVICE_INVALID",
    /// A resource configuration AWS refuses, or that leads nowhere.
    CfgResourceConfigurationInvalid => "CFG_RESOURCE_CONFIGURATION_INVALID",
    /// More resolvers than AWS takes.
    CfgNameServers => "CFG_NAME_SERVERS",
    /// An endpoint that is of use only together with others.
    CfgCompanionMissing => "CFG_COMPANION_MISSING",
    /// Private DNS takes names with it that are meant for somebody else.
    CfgNamesCaptured => "CFG_NAMES_CAPTURED",
    /// A rule that never decides because an earlier one does.
    CfgRuleShadowed => "CFG_RULE_SHADOWED",
    /// A listener has values AWS refuses.
    CfgListenerInvalid => "CFG_LISTENER_INVALID",
    /// Nobody is let in.
    CfgNobodyAllowed => "CFG_NOBODY_ALLOWED",
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
