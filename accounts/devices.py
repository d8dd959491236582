"""What a browser says of itself, in words that its owner knows again."""

# The first that is named wins: every browser calls itself Mozilla, and most of them Chrome and Safari too.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "FxiOS": "Firefox",
    "Firefox": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
PLACES = {
    "iPhone": "an iPhone",
    "iPad": "an iPad",
    "Android": "an Android phone or tablet",
    "Windows": "Windows",
    "CrOS": "a Chromebook",
    "Macintosh": "a Mac",
    "Linux": "Linux",
}


def in_words(user_agent: str) -> str:
    """“Edge on Windows”; “A browser that does not say what it is” where it does not."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "")
    place = next((name for sign, name in PLACES.items() if sign in user_agent), "")
    if browser and place:
        return f"{browser} on {place}"
    return browser or (f"A browser on {place}" if place else "A browser that does not say what it is")
