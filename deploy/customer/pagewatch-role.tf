# The IAM role through which Pagewatch reads CloudWatch alarms for one Confluence space. It may call
# cloudwatch:DescribeAlarms and nothing else, and only Pagewatch may assume it, with the External ID of that space.
#
# This file needs no other. A role belongs to no Region, so the provider may be set to any.

terraform {
  required_version = ">= 1.2"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 4.0"
    }
  }
}

variable "external_id" {
  # While the space changes its External ID: the new one, a comma, and the old one.
  description = "The External ID from the Pagewatch settings of your Confluence space. AWS does not count it as a secret."
  type        = string
  default     = "PASTE_EXTERNAL_ID"

  validation {
    condition     = can(regex("^pw-[a-z2-7]{26}-[a-z2-7]{26}(,pw-[a-z2-7]{26}-[a-z2-7]{26})?$", var.external_id))
    error_message = "Set external_id to the External ID that the Pagewatch settings of your Confluence space show. It begins with pw-."
  }
}

variable "principal_arn" {
  description = "The IAM role or user as which Pagewatch calls AWS, from the Pagewatch settings of your Confluence space."
  type        = string
  default     = "PASTE_PRINCIPAL_ARN"

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/[\\w+=,.@/-]+$", var.principal_arn))
    error_message = "Set principal_arn to the ARN that the Pagewatch settings of your Confluence space show. It is that of an IAM role or user, such as arn:aws:iam::111122223333:role/Pagewatch."
  }
}

variable "role_name" {
  description = "Any name that is free in this account. Where the Pagewatch settings ask for a prefix, it must begin with it."
  type        = string
  default     = "PagewatchReadAlarms"

  validation {
    condition     = can(regex("^[\\w+=,.@-]{1,64}$", var.role_name))
    error_message = "Set role_name to 1 to 64 letters, digits, or any of _+=,.@-"
  }
}

locals {
  # arn:partition:iam::account:role/name
  principal_partition = split(":", var.principal_arn)[1]
  principal_account   = split(":", var.principal_arn)[4]
}

resource "aws_iam_role" "pagewatch" {
  name                 = var.role_name
  description          = "Lets Pagewatch show CloudWatch alarms in Confluence."
  max_session_duration = 3600

  # The principal is the whole account of Pagewatch, narrowed to its one ARN by the condition. AWS stores a role that is
  # named as the principal itself by its unique id: made again under the same name, it would be refused.
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:${local.principal_partition}:iam::${local.principal_account}:root" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "sts:ExternalId" = split(",", var.external_id) }
        ArnEquals    = { "aws:PrincipalArn" = var.principal_arn }
      }
    }]
  })
}

resource "aws_iam_role_policy" "describe_alarms" {
  name = "DescribeAlarms"
  role = aws_iam_role.pagewatch.name

  # The resource has to be *: AWS returns composite alarms only to a permission on every resource. With the ARNs of
  # alarms here, they would be missing from the page without a word.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "cloudwatch:DescribeAlarms"
      Resource = "*"
    }]
  })
}

output "role_arn" {
  description = "Paste this into the Pagewatch settings of your Confluence space."
  value       = aws_iam_role.pagewatch.arn
}
