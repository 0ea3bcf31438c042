//! Connections of what is shared over PrivateLink: resource gateways and configurations, service networks, and the
//! endpoints of each type.

use vpcanvas_model::{
    Kind, Properties,
    kind::{
        ResourceGateway, VpcEndpoint, VpcEndpointService, load_balancer::LoadBalancerType,
        vpc_endpoint::VpcEndpointType,
    },
};

use super::{Connection, add};
use crate::{hit::kind_of, words::capitalized};

impl Connection<'_> {
    pub(super) fn join_shared(&self, properties: &mut Properties) {
        let held = self.held;
        match properties {
            Properties::ResourceGateway(gateway) => self.join_resource_gateway(gateway),
            Properties::ResourceConfiguration(configuration) => {
                configuration.resource_gateway_id = Some(held.clone());
            }
            Properties::ServiceNetwork(network) => match kind_of(self.document, held) {
                Some(Kind::Vpc) => add(&mut network.vpc_ids, held),
                _ => add(&mut network.resource_configuration_ids, held),
            },
            _ => {}
        }
    }

    fn join_resource_gateway(&self, gateway: &mut ResourceGateway) {
        match kind_of(self.document, self.held) {
            Some(Kind::SecurityGroup) => add(&mut gateway.security_group_ids, self.held),
            _ => add(&mut gateway.subnet_ids, self.held),
        }
    }

    /// A service offers load balancers of one type: network, or gateway (GL-01).
    pub(super) fn offer(&self, service: &mut VpcEndpointService) {
        match self.balancer_type() {
            Some(LoadBalancerType::Gateway) => {
                add(&mut service.gateway_load_balancer_arns, self.held);
            }
            _ => add(&mut service.network_load_balancer_arns, self.held),
        }
    }

    fn balancer_type(&self) -> Option<LoadBalancerType> {
        match &self.document.resource(self.held)?.properties {
            Properties::LoadBalancer(balancer) => Some(balancer.balancer_type()),
            _ => None,
        }
    }

    /// Makes an endpoint for what only endpoints of its type lead to.
    pub(super) fn join_typed_endpoint(&self, endpoint: &mut VpcEndpoint) -> Result<(), String> {
        let held = Some(self.held.clone());
        match kind_of(self.document, self.held) {
            Some(Kind::RouteTable) => {
                self.take_type(endpoint, VpcEndpointType::Gateway)?;
                add(&mut endpoint.route_table_ids, self.held);
            }
            Some(Kind::ResourceConfiguration) => {
                self.take_type(endpoint, VpcEndpointType::Resource)?;
                endpoint.resource_configuration_arn = held;
            }
            _ => {
                self.take_type(endpoint, VpcEndpointType::ServiceNetwork)?;
                endpoint.service_network_arn = held;
            }
        }
        Ok(())
    }

    /// An endpoint to a service is of the type of the load balancers that stand behind it.
    pub(super) fn fit_service(&self, endpoint: &mut VpcEndpoint) -> Result<(), String> {
        let held = self.document.resource(self.held);
        let is_gateway = held.is_some_and(|held| match &held.properties {
            Properties::VpcEndpointService(service) => {
                !service.gateway_load_balancer_arns.is_empty()
            }
            _ => false,
        });
        if is_gateway {
            return self.take_type(endpoint, VpcEndpointType::GatewayLoadBalancer);
        }
        match endpoint.endpoint_type() {
            VpcEndpointType::Interface | VpcEndpointType::GatewayLoadBalancer => Ok(()),
            _ => self.take_type(endpoint, VpcEndpointType::Interface),
        }
    }

    /// An endpoint that leads nowhere yet takes the type that is needed; its type cannot change afterwards.
    fn take_type(&self, endpoint: &mut VpcEndpoint, wanted: VpcEndpointType) -> Result<(), String> {
        let has_purpose = endpoint.service_name.is_some()
            || endpoint.resource_configuration_arn.is_some()
            || endpoint.service_network_arn.is_some();
        if has_purpose && endpoint.endpoint_type() != wanted {
            return Err(format!(
                "{} leads elsewhere as it is; insert another endpoint for {}, of the type {}",
                capitalized(self.document.display_name(self.holder)),
                self.document.display_name(self.held),
                wanted.title()
            ));
        }
        endpoint.vpc_endpoint_type = Some(wanted);
        Ok(())
    }
}
