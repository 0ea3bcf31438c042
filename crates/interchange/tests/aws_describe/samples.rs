//! The samples of a provider and a consumer account, where they are there.

use std::{
    fs,
    path::{Path, PathBuf},
};

use vpcanvas_interchange::aws_describe::{Import, merge};
use vpcanvas_model::{Kind, file};

use crate::doors::try_import;

/// The folder in `VPCANVAS_SAMPLES`, else the one beside the checkout; a test without it says so and ends.
pub(crate) fn samples() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples");
    let folder = std::env::var_os("VPCANVAS_SAMPLES").map_or(beside, PathBuf::from);
    let folder = folder.join("aws-describe");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: there are no samples in {}", folder.display());
    None
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Every file with its place.
pub(crate) fn files_of(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut paths = Vec::new();
    files(folder, &mut paths);
    let files = paths.into_iter().map(|path| {
        let place = path
            .strip_prefix(folder)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        (place, fs::read(path).unwrap())
    });
    files.collect()
}

fn import_folder(folder: &Path) -> Import {
    let files = files_of(folder);
    try_import(
        files
            .iter()
            .map(|(place, bytes)| (place.as_str(), bytes.clone())),
    )
    .unwrap()
}

/// A record's field as text.
fn text(import: &Import, id: &str, field: &str) -> String {
    let resource = import
        .document
        .resource(&id.into())
        .unwrap_or_else(|| panic!("{id} is there"));
    resource
        .to_fields()
        .get(field)
        .map(ToString::to_string)
        .unwrap_or_default()
}

#[test]
fn the_samples_are_imported_whole() {
    let Some(folder) = samples() else { return };
    let import = import_folder(&folder);
    let count = |kind| {
        import
            .document
            .resources()
            .filter(|(_, resource)| resource.kind() == kind)
            .count()
    };
    let expected = [
        (Kind::Account, 2),
        (Kind::Vpc, 4),
        (Kind::Subnet, 16),
        (Kind::RouteTable, 5),
        (Kind::NetworkAcl, 5),
        (Kind::SecurityGroup, 7),
        (Kind::PrefixList, 12),
        (Kind::Instance, 2),
        (Kind::VpcEndpoint, 3),
        (Kind::VpcEndpointService, 1),
        (Kind::LoadBalancer, 1),
        (Kind::Listener, 1),
        (Kind::TargetGroup, 1),
        (Kind::HostedZone, 1),
        (Kind::VpcPeeringConnection, 1),
        (Kind::TransitGateway, 1),
        // Those of the instances; those of the endpoints are implied by these.
        (Kind::NetworkInterface, 2),
        (Kind::Other, 0),
    ];
    for (kind, expected) in expected {
        assert_eq!(count(kind), expected, "{kind}");
    }
}

#[test]
fn what_several_outputs_say_of_one_thing_comes_together() {
    let Some(folder) = samples() else { return };
    let import = import_folder(&folder);
    let check =
        |id, field, expected| assert_eq!(text(&import, id, field), expected, "{field} of {id}");
    let service = "vpce-svc-3bc0ebef";
    check(service, "OwnerId", "\"111111111111\"");
    check(
        service,
        "AllowedPrincipals",
        "[\"arn:aws:iam::222222222222:root\"]",
    );
    check(
        service,
        "AvailabilityZoneIds",
        "[\"use1-az6\",\"use1-az1\"]",
    );
    let group =
        "arn:aws:elasticloadbalancing:us-east-1:111111111111:targetgroup/svc-tg/e79912c68a3e6a91";
    assert!(text(&import, group, "Targets").contains("i-7c03dcc6f1ade79ca"));
    let balancer = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/svc-nlb/84202d1ae20599b8";
    assert!(
        text(&import, balancer, "LoadBalancerAttributes")
            .contains("\"load_balancing.cross_zone.enabled\":true")
    );
    check("vpc-d684e40bdd71a3b4a", "Tags", "{\"Name\":\"provider\"}");
    check("vpc-d684e40bdd71a3b4a", "Region", "\"us-east-1\"");
    check("pcx-14c6b3fa56f3576c8", "Status", "\"pending-acceptance\"");
    assert!(text(&import, "sg-fc12a74d9154ee6b6", "SecurityGroupRules").contains("8443"));
}

#[test]
fn what_is_absent_is_said_and_stands_in_the_design() {
    let Some(folder) = samples() else { return };
    let import = import_folder(&folder);
    let said: Vec<&str> = import
        .report
        .absent
        .iter()
        .map(|entry| entry.what.as_str())
        .collect();
    for what in [
        "EnableDnsHostnames of Vpc",
        "VPCs of HostedZone",
        "ec2 describe-vpn-connections",
    ] {
        assert!(said.contains(&what), "{what} in {said:?}");
    }
    assert!(text(&import, "vpc-bb50681b2a18e97c7", "NotCollected").contains("EnableDnsHostnames"));
}

#[test]
fn importing_again_changes_nothing() {
    let Some(folder) = samples() else { return };
    let first = import_folder(&folder);
    let again = merge(&first.document, &import_folder(&folder), true);
    assert!(again.transaction.is_empty());
    assert_eq!(
        (again.added, again.changed, again.gone),
        (vec![], vec![], vec![])
    );
    let written = file::write(&first.document);
    assert_eq!(
        file::write(&file::read(written.as_bytes()).unwrap()),
        written
    );
}
