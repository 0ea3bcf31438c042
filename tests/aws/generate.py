#!/usr/bin/env python3
"""Writes a collection as large as asked for, as the AWS command line prints it: about a hundred resources in each VPC.

usage: generate.py FOLDER VPCS
"""

import json
import pathlib
import sys


def vpc_of(number):
    """Everything in one VPC, by the lists that print it."""
    vpc = f"vpc-{number:017x}"
    base = f"10.{number % 250}"
    subnets = [f"subnet-{number * 8 + index:017x}" for index in range(4)]
    group = f"sg-{number:017x}"
    rule = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "all"}]}
    lists = {
        "Vpcs": [{"VpcId": vpc, "OwnerId": "111111111111", "CidrBlock": f"{base}.0.0/16", "State": "available", "InstanceTenancy": "default",
                  "CidrBlockAssociationSet": [{"AssociationId": "a", "CidrBlock": f"{base}.0.0/16", "CidrBlockState": {"State": "associated"}}],
                  "Tags": [{"Key": "Name", "Value": f"workload {number}"}]}],
        "Subnets": [{"SubnetId": subnet, "VpcId": vpc, "OwnerId": "111111111111", "CidrBlock": f"{base}.{index}.0/24", "State": "available",
                     "AvailabilityZone": "us-east-1a", "AvailabilityZoneId": f"use1-az{index + 1}", "MapPublicIpOnLaunch": False}
                    for index, subnet in enumerate(subnets)],
        "RouteTables": [{"RouteTableId": f"rtb-{number:017x}", "VpcId": vpc, "OwnerId": "111111111111", "Associations": [{"Main": True}],
                         "Routes": [{"DestinationCidrBlock": f"{base}.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"}]}],
        "NetworkAcls": [{"NetworkAclId": f"acl-{number:017x}", "VpcId": vpc, "IsDefault": True, "OwnerId": "111111111111", "Entries": [
            {"RuleNumber": rule_number, "Egress": egress, "Protocol": "-1", "RuleAction": action, "CidrBlock": "0.0.0.0/0"}
            for rule_number, action in ((100, "allow"), (32767, "deny")) for egress in (True, False)]}],
        "SecurityGroups": [{"GroupId": group, "GroupName": "default", "VpcId": vpc, "Description": "d", "OwnerId": "111111111111",
                            "IpPermissions": [rule], "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}],
        "VpcEndpoints": [], "NetworkInterfaces": [], "Reservations": [],
    }
    for index in range(45):
        subnet, instance, interface = subnets[index % 4], f"i-{number * 64 + index:017x}", f"eni-{number * 64 + index:017x}"
        address = f"{base}.{index % 4}.{10 + index}"
        lists["Reservations"].append({"ReservationId": "r", "OwnerId": "111111111111", "Instances": [{
            "InstanceId": instance, "ImageId": "ami-1", "InstanceType": "t3.micro", "State": {"Code": 16, "Name": "running"}, "SubnetId": subnet,
            "VpcId": vpc, "PrivateIpAddress": address, "SourceDestCheck": True, "SecurityGroups": [{"GroupId": group, "GroupName": "default"}],
            "Architecture": "x86_64", "Placement": {"AvailabilityZone": "us-east-1a", "Tenancy": "default"}, "Tags": [{"Key": "Name", "Value": f"app {index}"}]}]})
        lists["NetworkInterfaces"].append({
            "NetworkInterfaceId": interface, "SubnetId": subnet, "VpcId": vpc, "OwnerId": "111111111111", "InterfaceType": "interface", "Status": "in-use",
            "MacAddress": "02:00:00:00:00:00", "PrivateIpAddress": address, "SourceDestCheck": True, "Description": "Primary network interface",
            "PrivateIpAddresses": [{"Primary": True, "PrivateIpAddress": address, "PrivateDnsName": "ip.ec2.internal"}],
            "Groups": [{"GroupId": group, "GroupName": "default"}], "Attachment": {"AttachmentId": "a", "DeviceIndex": 0, "InstanceId": instance}})
    return lists


def main():
    folder, count = pathlib.Path(sys.argv[1]) / "111111111111" / "us-east-1", int(sys.argv[2])
    folder.mkdir(parents=True)
    lists = {}
    for number in range(count):
        for key, elements in vpc_of(number).items():
            lists.setdefault(key, []).extend(elements)
    for key, elements in lists.items():
        (folder / f"{key}.json").write_text(json.dumps({key: elements}, indent=4))


if __name__ == "__main__":
    main()
