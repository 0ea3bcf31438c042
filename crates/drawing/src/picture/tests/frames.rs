//! Regions and zones have outlines with their names.

use super::*;
use crate::{Align, Shape};

const TWO_REGIONS: &str = "
    account 111111111111
      vpc vpc-a 10.0.0.0/16 Region=us-east-1
        subnet subnet-a 10.0.1.0/24 use1-az1
      vpc vpc-b 10.1.0.0/16 Region=mars-1
";

/// What is written on an item, from left to right as it is drawn.
fn written(picture: &PaintList, id: &str) -> Vec<String> {
    let item = picture
        .item(id)
        .unwrap_or_else(|| panic!("{id} is not drawn"));
    let texts = item.shapes.iter().filter_map(|shape| match shape {
        Shape::Text {
            text,
            align: Align::Left | Align::Right,
            ..
        } => Some(text.clone()),
        _ => None,
    });
    texts.collect()
}

#[test]
fn a_region_says_its_name_and_the_vpcs_in_it_do_not_say_it_again() {
    let picture = drawn(&design(TWO_REGIONS), Detail::Full);
    let frame = |region: &str| written(&picture, &format!("111111111111/{region}"));
    assert_eq!(frame("us-east-1"), ["us-east-1", "US East (N. Virginia)"]);
    assert_eq!(frame("mars-1"), ["mars-1"]);
    assert_eq!(written(&picture, "vpc-a"), ["vpc-a", "10.0.0.0/16"]);
    let labels = labels(&picture);
    assert!(labels.contains(&"Region, us-east-1, US East (N. Virginia)"));
    assert!(labels.contains(&"VPC, vpc-a, 10.0.0.0/16, us-east-1"));
    assert!(labels.contains(&"Availability Zone, use1-az1"));
}

#[test]
fn in_a_design_of_one_region_each_vpc_says_it() {
    let design = design(&TWO_REGIONS.replace("mars-1", "us-east-1"));
    let picture = drawn(&design, Detail::Full);
    assert!(picture.item("111111111111/us-east-1").is_none());
    assert_eq!(
        written(&picture, "vpc-a"),
        ["us-east-1", "vpc-a", "10.0.0.0/16"]
    );
}

#[test]
fn a_region_is_drawn_above_its_account_and_below_its_vpcs() {
    let picture = drawn(&design(TWO_REGIONS), Detail::Full);
    let ids: Vec<&str> = picture
        .items()
        .iter()
        .map(|item| item.id.as_str())
        .collect();
    let place = |id: &str| ids.iter().position(|other| *other == id).unwrap();
    let order = [
        "111111111111",
        "111111111111/us-east-1",
        "vpc-a",
        "subnet-a",
    ]
    .map(place);
    assert!(order.is_sorted(), "{order:?}");
}

#[test]
fn from_afar_the_name_of_a_region_is_as_large_as_it_has_to_be_to_be_read() {
    let zones =
        (2..5).map(|zone| format!("        subnet subnet-{zone} 10.0.{zone}.0/24 use1-az{zone}\n"));
    let wide = TWO_REGIONS.replace(
        "      vpc vpc-b",
        &format!("{}      vpc vpc-b", zones.collect::<String>()),
    );
    let design = design(&wide);
    let network = resolve(&design);
    let arrangement = arrangement(&design);
    let visible = Rect::new(-500.0, -500.0, 3000.0, 3000.0);
    let sight = Sight::around(visible, 0.15);
    let view = View {
        sight: Some(sight),
        ..View::default()
    };
    let picture = picture(&network, &arrangement, &view);
    assert!(picture.item("111111111111/mars-1/name").is_none());
    let item = picture.item("111111111111/us-east-1/name").unwrap();
    let sizes = item.shapes.iter().filter_map(|shape| match shape {
        Shape::Text { size, .. } => Some(size * sight.scale),
        _ => None,
    });
    let sizes: Vec<f32> = sizes.collect();
    assert!(
        sizes.iter().all(|size| *size > 10.0) && sizes.len() == 1,
        "{sizes:?}"
    );
}
