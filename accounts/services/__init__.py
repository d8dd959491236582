from accounts.services.belonging import partnerships_of

__all__ = ["partnerships_of"]
