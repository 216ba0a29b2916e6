"""Logging in by an identity provider (OpenID Connect); the extra `oidc` brings what it needs.

provider    what is asked of the provider, and whether its word holds
waiting     log-ins that have gone to the provider and not come back yet
"""
