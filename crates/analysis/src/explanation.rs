//! Why something does not work: a code, the thing whose rule decides, a sentence and the rule of the specification.

use std::fmt;

use vpcanvas_model::{ResourceId, Transaction};

use crate::fix::Remedy;

/// What is the matter, as VPC Reachability Analyzer calls it where it has a word; the others start with `PL_`, `DNS_` or `CFG_`.
///
/// The enum is closed on purpose: a new code has to be given its text everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The component isn't working: a stopped instance, an endpoint that is not available.
    BadState,
    /// The route is not usable.
    BadStateRoute,
    /// The load balancer only sends to targets in zones it is enabled in.
    ElbInstalledAzRestriction,
    /// Cross-zone is off, so some targets cannot be used.
    ElbNotCrosszone,
    /// The listener's target groups contain no targets.
    Elbv2ListenerHasNoTg,
    /// No listener accepts the traffic.
    Elbv2ListenersMismatch,
    /// The load balancer keeps the client's address, so this flow cannot work.
    Elbv2SourceAddressPreservation,
    /// No targets in the zone in question.
    Elbv2NoTargetsInAz,
    /// An interface only handles packets of its own addresses.
    EniAddressRestriction,
    /// The security groups have rules and none applies.
    EniSgRulesMismatch,
    /// The security groups have no rule in the direction.
    SgHasNoRules,
    /// The network ACL does not admit the packet.
    SubnetAclRestriction,
    /// The route table has no route for the destination.
    NoRouteToDestination,
    /// There is nothing at the destination.
    NoPossibleDestination,
    /// The component handles only certain protocols.
    ProtocolRestriction,
    /// The VPCs are not connected.
    DisconnectedVpcs,
    /// An endpoint cannot open connections.
    VpceIntraVpcTraffic,
    /// The endpoint service is not present in the zone.
    VpceServiceNotInstalledInAz,
    /// The resource cannot be described: it is not in the design or lacks a value that decides.
    UnknownResource,
    /// This version does not analyse the component.
    UnsupportedComponent,
    /// The endpoint service does not know the endpoint's account.
    PlPrincipalNotAllowed,
    /// A target would be unhealthy, as far as the design tells.
    PlHealthPrediction,
    /// The rule for a case no AWS page decides.
    PlUnverified,
    /// The resolver of the VPC is switched off.
    DnsResolverDisabled,
    /// Private names need `EnableDnsHostnames`.
    DnsHostnamesDisabled,
    /// Two zones of one name meet in a VPC.
    DnsZoneConflict,
    /// A zone matches and has no such record; nothing else is asked.
    DnsNxdomainInPhz,
    /// The name resolves publicly although an endpoint for it exists.
    DnsPublicAnswer,
    /// The private zone belongs to another VPC.
    DnsPrivateZoneNotVisible,
    /// Which names an endpoint's private DNS covers is not known.
    DnsNamesNotKnown,
    /// The provider has not proven that the name is its own.
    DnsPrivateNameUnverified,
    /// The private name works only once the connection is accepted.
    DnsEndpointNotAccepted,
    /// The certificate will probably not cover the name.
    DnsTlsNameMismatch,
    /// Names lead to one another in a circle, or too far.
    DnsLoop,
    /// A name that DNS does not allow.
    DnsInvalidName,
    /// A rule passes on what a zone of the VPC holds.
    DnsForwardRuleOverrides,
    /// Machines ask a server that does not pass questions on to the resolver of their VPC.
    DnsCustomServerNoForward,
    /// IPv6 answers lead past an endpoint that has IPv4 alone.
    DnsAaaaBypass,
    /// Only questions through an inbound endpoint get the addresses of the endpoint for S3.
    DnsS3InboundOnly,
    /// A question from outside is sent to the resolver of a VPC, which answers its own VPC alone.
    DnsOnpremQueriesVpc2,
    /// A server that is to be asked cannot be reached.
    DnsServerUnreachable,
    /// A routing policy chooses among records by what a design does not hold.
    DnsRoutingPolicy,
    /// The path crosses zones.
    AvailabilityZoneCrossed,
    /// A security group may be referred to only from a connected VPC.
    CfgSecurityGroupOfUnconnectedVpc,
    /// A field refers to something that is not there, of another kind, or to itself.
    CfgInvalidReference,
    /// A value without which nothing can be said is missing.
    CfgIncomplete,
    /// Two subnets of one endpoint or load balancer are in one zone.
    CfgDuplicateSubnetsInSameZone,
    /// A range lies outside the range it belongs into.
    CfgCidrOutsideVpc,
    /// A range has a size AWS does not allow.
    CfgCidrSize,
    /// Two ranges that may not overlap do.
    CfgCidrOverlap,
    /// An address lies outside its subnet, is reserved or is used twice.
    CfgAddressInvalid,
    /// Private DNS cannot be switched on.
    CfgPrivateDnsImpossible,
    /// Two endpoints or zones claim one name in a VPC.
    CfgPrivateDnsConflict,
    /// A load balancer stands behind two endpoint services.
    CfgLoadBalancerShared,
    /// A listener and its target group speak different protocols.
    CfgListenerProtocol,
    /// A rule or listener has values that AWS refuses or nothing matches.
    CfgRuleInvalid,
    /// A quota is exceeded.
    CfgQuota,
    /// A check of the design names something that is not there.
    CfgCheckInvalid,
    /// All interfaces of an endpoint stand in one zone.
    CfgSingleAvailabilityZone,
    /// An endpoint without a security group gets the default one of its VPC.
    CfgDefaultSecurityGroup,
    /// Anybody may connect to an endpoint service without being asked.
    CfgServiceOpenToEverybody,
    /// The zones of an endpoint service and of its load balancers differ.
    CfgServiceZone,
    /// The load balancers of one endpoint service have different listeners.
    CfgLoadBalancersDiffer,
    /// Address families do not fit together.
    CfgAddressFamily,
    /// A range AWS does not assign.
    CfgCidrNotAllowed,
    /// A range that is known to cause trouble.
    CfgCidrDiscouraged,
    /// A subnet has no free address left.
    CfgSubnetFull,
    /// A route AWS does not accept.
    CfgRouteInvalid,
    /// A network ACL lets nothing through in a direction.
    CfgNetworkAclDeniesAll,
    /// A network ACL lets only some replies through.
    CfgEphemeralPorts,
    /// A target its load balancer cannot have.
    CfgTargetInvalid,
    /// A load balancer without a security group can never get one.
    CfgLoadBalancerWithoutSecurityGroup,
    /// Targets have to understand a proxy protocol header.
    CfgProxyProtocol,
    /// An interface cannot be attached to the instance.
    CfgAttachmentInvalid,
    /// A record AWS does not accept.
    CfgRecordInvalid,
}

impl Code {
    /// The code as it is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BadState => "BAD_STATE",
            Self::BadStateRoute => "BAD_STATE_ROUTE",
            Self::ElbInstalledAzRestriction => "ELB_INSTALLED_AZ_RESTRICTION",
            Self::ElbNotCrosszone => "ELB_NOT_CROSSZONE",
            Self::Elbv2ListenerHasNoTg => "ELBV2_LISTENER_HAS_NO_TG",
            Self::Elbv2ListenersMismatch => "ELBV2_LISTENERS_MISMATCH",
            Self::Elbv2SourceAddressPreservation => "ELBV2_SOURCE_ADDRESS_PRESERVATION",
            Self::Elbv2NoTargetsInAz => "ELBV2_NO_TARGETS_IN_AZ",
            Self::EniAddressRestriction => "ENI_ADDRESS_RESTRICTION",
            Self::EniSgRulesMismatch => "ENI_SG_RULES_MISMATCH",
            Self::SgHasNoRules => "SG_HAS_NO_RULES",
            Self::SubnetAclRestriction => "SUBNET_ACL_RESTRICTION",
            Self::NoRouteToDestination => "NO_ROUTE_TO_DESTINATION",
            Self::NoPossibleDestination => "NO_POSSIBLE_DESTINATION",
            Self::ProtocolRestriction => "PROTOCOL_RESTRICTION",
            Self::DisconnectedVpcs => "DISCONNECTED_VPCS",
            Self::VpceIntraVpcTraffic => "VPCE_INTRA_VPC_TRAFFIC",
            Self::VpceServiceNotInstalledInAz => "VPCE_SERVICE_NOT_INSTALLED_IN_AZ",
            Self::UnknownResource => "UNKNOWN_RESOURCE",
            Self::UnsupportedComponent => "UNSUPPORTED_COMPONENT",
            Self::PlPrincipalNotAllowed => "PL_PRINCIPAL_NOT_ALLOWED",
            Self::PlHealthPrediction => "PL_HEALTH_PREDICTION",
            Self::PlUnverified => "PL_UNVERIFIED",
            Self::DnsResolverDisabled => "DNS_RESOLVER_DISABLED",
            Self::DnsHostnamesDisabled => "DNS_HOSTNAMES_DISABLED",
            Self::DnsZoneConflict => "DNS_ZONE_CONFLICT",
            Self::DnsNxdomainInPhz => "DNS_NXDOMAIN_IN_PHZ",
            Self::DnsPublicAnswer => "DNS_PUBLIC_ANSWER",
            Self::DnsPrivateZoneNotVisible => "DNS_PRIVATE_ZONE_NOT_VISIBLE",
            Self::DnsNamesNotKnown => "DNS_NAMES_NOT_KNOWN",
            Self::DnsPrivateNameUnverified => "DNS_PRIVATE_NAME_UNVERIFIED",
            Self::DnsEndpointNotAccepted => "DNS_ENDPOINT_NOT_ACCEPTED",
            Self::DnsTlsNameMismatch => "DNS_TLS_NAME_MISMATCH",
            Self::DnsLoop => "DNS_LOOP",
            Self::DnsInvalidName => "DNS_INVALID_NAME",
            Self::DnsForwardRuleOverrides => "DNS_FORWARD_RULE_OVERRIDES",
            Self::DnsCustomServerNoForward => "DNS_CUSTOM_SERVER_NO_FORWARD",
            Self::DnsAaaaBypass => "DNS_AAAA_BYPASS",
            Self::DnsS3InboundOnly => "DNS_S3_INBOUND_ONLY",
            Self::DnsOnpremQueriesVpc2 => "DNS_ONPREM_QUERIES_VPC2",
            Self::DnsServerUnreachable => "DNS_SERVER_UNREACHABLE",
            Self::DnsRoutingPolicy => "DNS_ROUTING_POLICY",
            Self::AvailabilityZoneCrossed => "AVAILABILITY_ZONE_CROSSED",
            Self::CfgSecurityGroupOfUnconnectedVpc => "CFG_SECURITY_GROUP_OF_UNCONNECTED_VPC",
            Self::CfgInvalidReference => "CFG_INVALID_REFERENCE",
            Self::CfgIncomplete => "CFG_INCOMPLETE",
            Self::CfgDuplicateSubnetsInSameZone => "CFG_DUPLICATE_SUBNETS_IN_SAME_ZONE",
            Self::CfgCidrOutsideVpc => "CFG_CIDR_OUTSIDE_VPC",
            Self::CfgCidrSize => "CFG_CIDR_SIZE",
            Self::CfgCidrOverlap => "CFG_CIDR_OVERLAP",
            Self::CfgAddressInvalid => "CFG_ADDRESS_INVALID",
            Self::CfgPrivateDnsImpossible => "CFG_PRIVATE_DNS_IMPOSSIBLE",
            Self::CfgPrivateDnsConflict => "CFG_PRIVATE_DNS_CONFLICT",
            Self::CfgLoadBalancerShared => "CFG_LOAD_BALANCER_SHARED",
            Self::CfgListenerProtocol => "CFG_LISTENER_PROTOCOL",
            Self::CfgRuleInvalid => "CFG_RULE_INVALID",
            Self::CfgQuota => "CFG_QUOTA",
            Self::CfgCheckInvalid => "CFG_CHECK_INVALID",
            Self::CfgSingleAvailabilityZone => "CFG_SINGLE_AVAILABILITY_ZONE",
            Self::CfgDefaultSecurityGroup => "CFG_DEFAULT_SECURITY_GROUP",
            Self::CfgServiceOpenToEverybody => "CFG_SERVICE_OPEN_TO_EVERYBODY",
            Self::CfgServiceZone => "CFG_SERVICE_ZONE",
            Self::CfgLoadBalancersDiffer => "CFG_LOAD_BALANCERS_DIFFER",
            Self::CfgAddressFamily => "CFG_ADDRESS_FAMILY",
            Self::CfgCidrNotAllowed => "CFG_CIDR_NOT_ALLOWED",
            Self::CfgCidrDiscouraged => "CFG_CIDR_DISCOURAGED",
            Self::CfgSubnetFull => "CFG_SUBNET_FULL",
            Self::CfgRouteInvalid => "CFG_ROUTE_INVALID",
            Self::CfgNetworkAclDeniesAll => "CFG_NETWORK_ACL_DENIES_ALL",
            Self::CfgEphemeralPorts => "CFG_EPHEMERAL_PORTS",
            Self::CfgTargetInvalid => "CFG_TARGET_INVALID",
            Self::CfgLoadBalancerWithoutSecurityGroup => "CFG_LOAD_BALANCER_WITHOUT_SECURITY_GROUP",
            Self::CfgProxyProtocol => "CFG_PROXY_PROTOCOL",
            Self::CfgAttachmentInvalid => "CFG_ATTACHMENT_INVALID",
            Self::CfgRecordInvalid => "CFG_RECORD_INVALID",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Which way a packet goes through a filter, seen from the interface or subnet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Towards it.
    Ingress,
    /// Away from it.
    Egress,
}

impl Direction {
    /// The word Reachability Analyzer uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ingress => "ingress",
            Self::Egress => "egress",
        }
    }
}

/// One reason, with its address in the design and its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// What is the matter.
    pub code: Code,
    /// The thing whose rule decides or is missing.
    pub component: ResourceId,
    /// For filters, which way the packet goes.
    pub direction: Option<Direction>,
    /// One or two sentences for the author, without a full stop at the end of a single one.
    pub message: String,
    /// The rule of the specification, `IE-30`.
    pub reference: &'static str,
    /// Whether the specification marks the rule as not confirmed; such a rule never decides alone.
    pub unverified: bool,
    /// What would mend it, least privilege first.
    pub remedies: Vec<Remedy>,
}

impl Explanation {
    /// An explanation by a confirmed rule, without a direction.
    pub fn new(
        code: Code,
        component: &ResourceId,
        message: impl Into<String>,
        reference: &'static str,
    ) -> Self {
        Self {
            code,
            component: component.clone(),
            direction: None,
            message: message.into(),
            reference,
            unverified: false,
            remedies: Vec::new(),
        }
    }

    /// The same for a filter's direction.
    #[must_use]
    pub fn going(mut self, direction: Direction) -> Self {
        self.direction = Some(direction);
        self
    }

    /// The same with what would mend it.
    #[must_use]
    pub fn mended_by(mut self, remedies: impl IntoIterator<Item = Remedy>) -> Self {
        self.remedies.extend(remedies);
        self
    }

    /// Whether it leaves the question open instead of answering it with no.
    pub fn leaves_open(&self) -> bool {
        self.unverified
            || matches!(
                self.code,
                Code::UnknownResource | Code::UnsupportedComponent | Code::CfgIncomplete
            )
    }

    /// The same by a rule the specification marks as not confirmed.
    #[must_use]
    pub fn unverified(mut self) -> Self {
        self.unverified = true;
        self
    }
}

/// An edit that mends something; offered only after it was tried and found to work.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What it does, in the author's words: `Allow tcp/443 from 10.0.1.10/32 in sg-endpoint`.
    pub title: String,
    /// The edit.
    pub transaction: Transaction,
}
