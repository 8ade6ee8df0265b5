"""What journeys need and no event loop: OTP bookkeeping, saved steps, the audit trail."""
