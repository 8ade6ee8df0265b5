# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
"""Contains endpoint functions for accessing the API"""
