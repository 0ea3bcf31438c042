//! What stands behind an interface endpoint: the service its `ServiceName` names.

use vpcanvas_model::{
    Kind, ResourceId,
    catalogue::{self, Service as CatalogueService},
    kind::VpcEndpoint,
};

use crate::records::Records;

/// The service of an endpoint.
#[derive(Clone, Copy, Debug)]
pub enum Service<'a> {
    /// A service of AWS itself.
    Aws {
        /// The Region in the service name.
        region: &'a str,
        /// The service in the service name, `ecr.api`.
        name: &'a str,
        /// The catalogue's entry, `None` for a service it does not list.
        known: Option<&'static CatalogueService>,
    },
    /// An endpoint service of this document.
    Provider(&'a ResourceId),
    /// An endpoint service that is not in this document, by the id in its name.
    Elsewhere(&'a str),
}

/// The service an endpoint names, `None` while it names none.
pub(crate) fn service_of<'a>(
    records: &'a Records,
    endpoint: &'a VpcEndpoint,
) -> Option<Service<'a>> {
    let name = endpoint
        .service_name
        .as_deref()
        .filter(|name| !name.is_empty())?;
    if let Some((region, name, known)) = catalogue::aws_service(name) {
        return Some(Service::Aws {
            region,
            name,
            known,
        });
    }
    let id = service_id(name);
    let found = records
        .id(id)
        .filter(|id| records.kind(id.as_str()) == Some(Kind::VpcEndpointService));
    Some(found.map_or(Service::Elsewhere(id), Service::Provider))
}

/// The id of an endpoint service in its service name: `com.amazonaws.vpce.<region>.<id>`.
pub(crate) fn service_id(name: &str) -> &str {
    name.strip_prefix("com.amazonaws.vpce.")
        .and_then(|rest| rest.split_once('.'))
        .map_or(name, |(_, id)| id)
}
