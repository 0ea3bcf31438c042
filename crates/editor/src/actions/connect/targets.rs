//! Connections of target groups: who answers, and which load balancer listens for them.

use vpcanvas_model::{
    Kind, Properties, Resource, Transaction,
    kind::{
        Listener,
        listener::ListenerProtocol,
        target_group::{Target, TargetGroup, TargetType},
    },
};

use super::Connection;
use crate::{hit::kind_of, insert::forward};

/// The port listened on where a target group has none.
const PORT: u16 = 443;

impl Connection<'_> {
    /// Whether the load balancer is in front of the targets; one of type `alb` is a target itself.
    pub(super) fn is_listened_to(&self, group: &TargetGroup) -> bool {
        kind_of(self.document, self.held) == Some(Kind::LoadBalancer)
            && group.target_kind() != TargetType::Alb
    }

    /// Makes what is held a target. An empty target group takes the type that suits it.
    pub(super) fn add_target(&self, group: &mut TargetGroup) -> Result<(), String> {
        let name = self.document.display_name(self.held);
        let held = self.document.resource(self.held);
        let (by_id, address) = match held.map(|held| &held.properties) {
            Some(Properties::Instance(instance)) => {
                (Some(TargetType::Instance), instance.private_ip_address)
            }
            Some(Properties::NetworkInterface(interface)) => {
                let first = interface.private_ip_addresses.first();
                (None, first.and_then(|address| address.private_ip_address))
            }
            _ => (Some(TargetType::Alb), None),
        };
        let suits = [by_id, Some(TargetType::Ip)].contains(&Some(group.target_kind()));
        if group.targets.is_empty() && !suits {
            group.target_type = Some(by_id.unwrap_or(TargetType::Ip));
        }
        let target_type = group.target_kind();
        let id = if by_id == Some(target_type) {
            self.held.to_string()
        } else if target_type == TargetType::Ip {
            let address = address.map(|address| address.to_string());
            address.ok_or_else(|| format!("{name} has no address to register; set one first"))?
        } else {
            return Err(format!(
                "{} takes targets of type {}; make another target group for {name}",
                self.document.display_name(self.holder),
                target_type.as_str()
            ));
        };
        if !group
            .targets
            .iter()
            .any(|target| target.id.as_ref() == Some(&id))
        {
            group.targets.push(Target {
                id: Some(id),
                ..Target::default()
            });
        }
        Ok(())
    }

    /// Adds a listener to the load balancer that leads to the target group.
    pub(super) fn listen(
        &self,
        transaction: &mut Transaction,
        group: &TargetGroup,
    ) -> Result<(), String> {
        let port = group.port.unwrap_or(PORT);
        let listening = self.document.resources().find_map(|(id, resource)| {
            let Properties::Listener(listener) = &resource.properties else {
                return None;
            };
            let listens = listener.load_balancer_arn.as_ref() == Some(self.held)
                && listener.port == Some(port);
            listens.then_some((id, listener))
        });
        if let Some((id, listener)) = listening {
            let mut actions = listener.default_actions.iter();
            if actions.any(|action| action.target_group_arn.as_ref() == Some(self.holder)) {
                return Ok(());
            }
            return Err(format!(
                "{} already listens on port {port}; connect {} with the target group instead",
                self.document.display_name(self.held),
                self.document.display_name(id)
            ));
        }
        let listener = Listener {
            load_balancer_arn: Some(self.held.clone()),
            protocol: group.protocol.or(Some(ListenerProtocol::Tcp)),
            port: Some(port),
            default_actions: vec![forward(self.holder.clone())],
            ..Listener::default()
        };
        let resource = Resource::new(Properties::Listener(listener));
        let id = self.document.free_id(Kind::Listener);
        transaction.set_resource(self.document, &id, Some(resource));
        Ok(())
    }
}
