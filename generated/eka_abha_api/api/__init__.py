# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
"""Contains methods for accessing the API"""
