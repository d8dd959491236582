"""Pages of contacts, posts and role holders, and those that add, change and end agencies and groups."""

from django.urls import path

from partnership.views import contacts, posts, role_holders
from partnership.views.keeping import agencies as agency_pages
from partnership.views.keeping import groups as group_pages
from partnership.views.keeping import seats, successions

AGENCIES = [
    path("agencies/add/", agency_pages.agency_add, name="agency_add"),
    path("agencies/<uuid:pk>/change/", agency_pages.agency_change, name="agency_change"),
    path("agencies/<uuid:pk>/rename/", agency_pages.agency_rename, name="agency_rename"),
    path("agencies/<uuid:pk>/keep-name/", agency_pages.agency_keep_name, name="agency_keep_name"),
    path("agencies/<uuid:pk>/end/", agency_pages.agency_end, name="agency_end"),
    path("agencies/<uuid:pk>/merge/", successions.agency_merge, name="agency_merge"),
    path("agencies/<uuid:pk>/split/", successions.agency_split, name="agency_split"),
    path("agencies/<uuid:pk>/names/add/", agency_pages.former_name_add, name="former_name_add"),
    path("agencies/names/<uuid:pk>/", agency_pages.former_name_change, name="former_name_change"),
]
CONTACTS = [
    path("agencies/contacts/", contacts.contact_list, name="contacts"),
    path("agencies/contacts/add/", contacts.contact_add, name="contact_add"),
    path("agencies/contacts/<uuid:pk>/", contacts.contact_detail, name="contact"),
    path("agencies/contacts/<uuid:pk>/change/", contacts.contact_change, name="contact_change"),
    path("agencies/contacts/<uuid:pk>/end/", contacts.contact_end, name="contact_end"),
    path("agencies/<uuid:pk>/contacts/add/", contacts.agency_contact_add, name="agency_contact_add"),
]
PEOPLE = [
    path("people/", posts.post_list, name="posts"),
    path("people/add/", posts.post_add, name="post_add"),
    path("people/<uuid:pk>/", posts.post_detail, name="post"),
    path("people/<uuid:pk>/change/", posts.post_change, name="post_change"),
    path("people/<uuid:pk>/end/", posts.post_end, name="post_end"),
    path("people/roles/", role_holders.role_holder_list, name="role_holders"),
    path("people/roles/add/", role_holders.role_holder_add, name="role_holder_add"),
    path("people/roles/<uuid:pk>/", role_holders.role_holder_detail, name="role_holder"),
    path("people/roles/<uuid:pk>/change/", role_holders.role_holder_change, name="role_holder_change"),
    path("people/roles/<uuid:pk>/end/", role_holders.role_holder_end, name="role_holder_end"),
    path("people/roles/<uuid:pk>/hand-over/", role_holders.role_hand_over, name="role_hand_over"),
]
GROUPS = [
    path("structure/add/", group_pages.group_add, name="group_add"),
    path("structure/<uuid:pk>/change/", group_pages.group_change, name="group_change"),
    path("structure/<uuid:pk>/move/", group_pages.group_move, name="group_move"),
    path("structure/<uuid:pk>/terms/", group_pages.group_terms, name="group_terms"),
    path("structure/<uuid:pk>/end/", group_pages.group_end, name="group_end"),
    path("structure/<uuid:pk>/seats/add/", seats.seats_add, name="seats_add"),
    path("structure/<uuid:pk>/seats/end/", seats.seats_end, name="seats_end"),
    path("structure/seats/<uuid:pk>/", seats.seat_change, name="seat_change"),
    path("structure/<uuid:pk>/chairs/add/", seats.chair_add, name="chair_add"),
    path("structure/chairs/<uuid:pk>/", seats.chair_change, name="chair_change"),
    path("structure/chairs/<uuid:pk>/end/", seats.chair_end, name="chair_end"),
    path("structure/<uuid:pk>/links/add/", seats.link_add, name="link_add"),
    path("structure/links/<uuid:pk>/", seats.link_change, name="link_change"),
]
urlpatterns = [*AGENCIES, *CONTACTS, *PEOPLE, *GROUPS]
