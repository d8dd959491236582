from accounts.services.belonging import partnerships_of, slugs_of

__all__ = ["partnerships_of", "slugs_of"]
