"""Who has access to a partnership, and a scrutineer's notes: below its address."""

from django.urls import path

from accounts.views import inviting, lost_phone, notes, offboarding, people, roles

app_name = "people"
urlpatterns = [
    path("settings/users/", people.users, name="users"),
    path("settings/users/invite/", inviting.invite, name="invite"),
    path("settings/users/<uuid:pk>/", people.person, name="person"),
    path("settings/users/<uuid:pk>/handover-sheet/", people.handover_sheet, name="handover_sheet"),
    path("settings/users/<uuid:pk>/hand-over/", offboarding.hand_over, name="hand_over"),
    path("settings/users/<uuid:pk>/end/", offboarding.end, name="end"),
    path("settings/users/<uuid:pk>/stay/", offboarding.stay, name="stay"),
    path("settings/users/<uuid:pk>/lost-phone/", lost_phone.lost_phone, name="lost_phone"),
    path("settings/users/<uuid:pk>/resend/", inviting.resend, name="resend"),
    path("settings/users/<uuid:pk>/withdraw/", inviting.withdraw, name="withdraw"),
    path("settings/users/<uuid:pk>/roles/add/", roles.role_add, name="role_add"),
    path("settings/users/<uuid:pk>/roles/<uuid:role>/dates/", roles.role_dates, name="role_dates"),
    path("settings/users/<uuid:pk>/roles/<uuid:role>/end/", roles.role_end, name="role_end"),
    path("my-agency/people/", people.own_agency, name="own_agency"),
    path("notes/", notes.note_list, name="notes"),
    path("notes/add/", notes.note_add, name="note_add"),
    path("notes/<uuid:pk>/", notes.note, name="note"),
    path("notes/<uuid:pk>/delete/", notes.note_remove, name="note_remove"),
]
