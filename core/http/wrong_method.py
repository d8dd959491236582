"""Method not allowed (405): a page for whoever follows a link to an address that only takes a form."""

from django.shortcuts import render


class WrongMethodMiddleware:
    """Gives an empty "method not allowed" answer a page that says what to do; programs get the same status."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or response.content or request.method != "GET":
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page
