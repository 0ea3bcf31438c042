//! What would answer for a name and is of no use, and why: private DNS that is off, not verified, not available yet, or there
//! for others alone.

use vpcanvas_model::{
    ResourceId,
    kind::{VpcEndpoint, VpcEndpointService, vpc_endpoint::VpcEndpointState},
};
use vpcanvas_network::{Network, Service};

use crate::{
    Code, Explanation,
    dns::{DnsStep, Name, endpoint_names::is_of_s3},
};

/// A zone that covers a name and is of no use, and why.
pub(in crate::dns) struct Unusable {
    pub(in crate::dns) explanation: Explanation,
    pub(in crate::dns) reason: Reason,
}

/// Why a zone is of no use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::dns) enum Reason {
    /// Nobody asked for it: private DNS is off.
    NotWanted,
    /// It is wanted and something is in the way.
    Prevented,
}

impl Unusable {
    fn prevented(
        code: Code,
        component: &ResourceId,
        message: String,
        reference: &'static str,
    ) -> Self {
        Self {
            explanation: Explanation::new(code, component, message, reference),
            reason: Reason::Prevented,
        }
    }

    /// The place in the chain of an answer.
    pub(in crate::dns) fn step(&self) -> DnsStep {
        DnsStep {
            component: self.explanation.component.clone(),
            decision: self.explanation.message.clone(),
            reference: self.explanation.reference,
            is_on_the_way: false,
        }
    }
}

/// What keeps an endpoint's private name from resolving in its VPC, the VPC's own attributes apart.
pub(super) fn private_dns_obstacle(
    network: &Network,
    id: &ResourceId,
    endpoint: &VpcEndpoint,
    name: &str,
) -> Option<Unusable> {
    if let Some(off) = switched_off(id, endpoint, name, "IE-65") {
        return Some(off);
    }
    if let Some(Service::Provider(service)) = network.service_of(id) {
        let verified = network
            .endpoint_service(service)
            .is_some_and(VpcEndpointService::private_dns_name_verified);
        if !verified {
            let message = format!(
                "{name} is not verified, so {id} cannot use it: the provider of {service} has to prove the name with a public TXT record"
            );
            return Some(Unusable::prevented(
                Code::DnsPrivateNameUnverified,
                service,
                message,
                "ES-33",
            ));
        }
    }
    not_available(id, endpoint, name)
}

pub(super) fn switched_off(
    id: &ResourceId,
    endpoint: &VpcEndpoint,
    name: &str,
    reference: &'static str,
) -> Option<Unusable> {
    if endpoint.private_dns_enabled.unwrap_or(false) {
        return None;
    }
    let message = format!(
        "{id} has private DNS off, so {name} is not its name in the VPC: switch PrivateDnsEnabled on or use the endpoint's own names"
    );
    Some(Unusable {
        explanation: Explanation::new(Code::DnsPublicAnswer, id, message, reference),
        reason: Reason::NotWanted,
    })
}

/// An endpoint for S3 that is there for questions from outside leaves those from within the VPC alone (S3-02).
pub(super) fn inbound_only(
    network: &Network,
    id: &ResourceId,
    endpoint: &VpcEndpoint,
    name: &str,
    inbound: bool,
) -> Option<Unusable> {
    if inbound || !is_of_s3(network, id) || !endpoint.is_for_inbound_only() {
        return None;
    }
    let message = format!(
        "{id} has PrivateDnsOnlyForInboundResolverEndpoint on, so {name} stays public for the VPC itself and only questions through an inbound endpoint get the addresses of {id}: switch it off to use {id} from the VPC"
    );
    Some(Unusable {
        explanation: Explanation::new(Code::DnsS3InboundOnly, id, message, "S3-02"),
        reason: Reason::NotWanted,
    })
}

pub(super) fn not_preferred(id: &ResourceId, configuration: &ResourceId, name: &Name) -> Unusable {
    let message = format!(
        "{name} of {configuration} is not the name of {id} in the VPC: its PrivateDnsPreference admits verified domains alone, or those it specifies"
    );
    Unusable::prevented(
        Code::DnsPrivateNameUnverified,
        configuration,
        message,
        "RS-09",
    )
}

pub(super) fn not_available(
    id: &ResourceId,
    endpoint: &VpcEndpoint,
    name: &str,
) -> Option<Unusable> {
    let state = endpoint.endpoint_state();
    if state != VpcEndpointState::Available {
        let message = format!(
            "{name} is not the name of {id} while its state is {}: private DNS needs an accepted, available endpoint",
            state.as_str()
        );
        return Some(Unusable::prevented(
            Code::DnsEndpointNotAccepted,
            id,
            message,
            "IE-24",
        ));
    }
    None
}
