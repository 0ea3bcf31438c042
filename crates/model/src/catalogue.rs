//! What AWS offers, as data: Regions with their Availability Zone ids, and services with the names their private DNS covers.
//!
//! The lists change without notice, so they live in `assets/catalogue` and not in code. They serve suggestions and the
//! private names of AWS services; a Region or service that is missing here is still accepted in a design.

use std::sync::LazyLock;

use serde::Deserialize;

/// A Region.
#[derive(Debug, Deserialize)]
pub struct Region {
    /// Its name, `us-east-1`.
    pub name: String,
    /// What AWS calls it in words, `US East (N. Virginia)`.
    #[serde(default)]
    pub title: String,
    /// Its zones by id, the same for every account (ES-11).
    pub availability_zone_ids: Vec<String>,
}

/// A service of AWS that has interface endpoints.
#[derive(Debug, Deserialize)]
pub struct Service {
    /// The last part of its service name, `ecr.api`.
    pub name: String,
    private_dns_names: Vec<String>,
    /// Whether the names are general knowledge that no documentation page was found for.
    #[serde(default)]
    pub unverified: bool,
}

impl Service {
    /// The names an endpoint's private DNS covers in a Region; a leading `*` stands for any one label or more.
    pub fn private_dns_names(&self, region: &str) -> Vec<String> {
        self.private_dns_names
            .iter()
            .map(|name| name.replace("{region}", region))
            .collect()
    }

    /// The name written into an endpoint's `ServiceName`.
    pub fn service_name(&self, region: &str) -> String {
        format!("com.amazonaws.{region}.{}", self.name)
    }
}

#[derive(Deserialize)]
struct Regions {
    regions: Vec<Region>,
}

#[derive(Deserialize)]
struct Services {
    services: Vec<Service>,
}

#[derive(Default, Deserialize)]
struct CrossRegion {
    excluded_availability_zone_ids: Vec<String>,
    services: Vec<String>,
}

static CROSS_REGION: LazyLock<CrossRegion> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../assets/catalogue/cross_region.json"))
        .unwrap_or_default()
});

static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| {
    serde_json::from_str::<Regions>(include_str!("../../../assets/catalogue/regions.json"))
        .map(|file| file.regions)
        .unwrap_or_default()
});

static SERVICES: LazyLock<Vec<Service>> = LazyLock::new(|| {
    serde_json::from_str::<Services>(include_str!("../../../assets/catalogue/services.json"))
        .map(|file| file.services)
        .unwrap_or_default()
});

/// How many of something AWS allows before anybody asks for more (section 7 of the specification).
#[derive(Debug, Deserialize)]
pub struct Quota {
    /// Its name in the file, `groups_of_interface`.
    pub key: String,
    /// What AWS calls it.
    pub name: String,
    /// What is counted, in the plural.
    pub of: String,
    /// The most there may be.
    pub most: usize,
    /// Whether AWS gives more to who asks.
    pub adjustable: bool,
    /// The rule of the specification, `SG-10`.
    pub reference: String,
    /// Whether more is worth a warning and no error.
    #[serde(default)]
    pub warning: bool,
}

#[derive(Deserialize)]
struct Quotas {
    quotas: Vec<Quota>,
}

static QUOTAS: LazyLock<Vec<Quota>> = LazyLock::new(|| {
    serde_json::from_str::<Quotas>(include_str!("../../../assets/catalogue/quotas.json"))
        .map(|file| file.quotas)
        .unwrap_or_default()
});

/// The quotas known, in the order of the file.
pub fn quotas() -> &'static [Quota] {
    &QUOTAS
}

/// The quota with a key of the file, `groups_of_interface`.
pub fn quota(key: &str) -> Option<&'static Quota> {
    quotas().iter().find(|quota| quota.key == key)
}

/// The Regions known, in the order of the file.
pub fn regions() -> &'static [Region] {
    &REGIONS
}

/// The services known, in the order of the file.
pub fn services() -> &'static [Service] {
    &SERVICES
}

/// Whether endpoints in a zone are excluded from services of other Regions (IE-83).
pub fn is_excluded_from_cross_region(zone: &str) -> bool {
    let zones = &CROSS_REGION.excluded_availability_zone_ids;
    zones.iter().any(|excluded| excluded == zone)
}

/// Whether a service of AWS, by the last part of its service name, is known to serve endpoints in other Regions (IE-81).
pub fn is_offered_across_regions(service: &str) -> bool {
    CROSS_REGION.services.iter().any(|known| known == service)
}

/// The AWS service and the Region of a service name such as `com.amazonaws.us-east-1.ecr.api`.
///
/// `None` when it names an endpoint service or is not of that form. The service may be missing from the catalogue.
pub fn aws_service(service_name: &str) -> Option<(&str, &str, Option<&'static Service>)> {
    let (region, name) = service_name
        .strip_prefix("com.amazonaws.")?
        .split_once('.')?;
    if region == "vpce" {
        return None;
    }
    let known = services().iter().find(|service| service.name == name);
    Some((region, name, known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_read() {
        assert!(regions().iter().any(|region| region.name == "us-east-1"));
        assert!(
            services()
                .iter()
                .all(|service| !service.private_dns_names("us-east-1").is_empty())
        );
        assert!(!services().is_empty());
        assert!(is_excluded_from_cross_region("use1-az3"));
        assert!(!is_excluded_from_cross_region("use1-az1"));
        assert!(is_offered_across_regions("kms"));
        assert!(!is_offered_across_regions("sqs"));
    }

    #[test]
    fn service_names_tell_aws_from_providers() {
        let (region, name, known) = aws_service("com.amazonaws.us-east-2.ecr.api").unwrap();
        assert_eq!((region, name), ("us-east-2", "ecr.api"));
        assert_eq!(
            known.unwrap().private_dns_names(region),
            ["api.ecr.us-east-2.amazonaws.com"]
        );
        assert!(aws_service("com.amazonaws.vpce.us-east-1.vpce-svc-1").is_none());
        assert!(aws_service("billing").is_none());
    }
}
