"""The formats that are read, one file each; those of platforms go before `generic` and `generic_people`."""

from rse_maturity.sources.format import Format
from rse_maturity.sources.formats.activitystreams2 import ActivityStreams2
from rse_maturity.sources.formats.buddypress import BuddyPress
from rse_maturity.sources.formats.canonical import Canonical
from rse_maturity.sources.formats.discourse_data_explorer import DiscourseDataExplorer
from rse_maturity.sources.formats.discourse_posts import DiscoursePosts
from rse_maturity.sources.formats.discourse_topic import DiscourseTopic
from rse_maturity.sources.formats.discourse_user_archive import DiscourseUserArchive
from rse_maturity.sources.formats.discourse_user_list import DiscourseUserList
from rse_maturity.sources.formats.elgg import Elgg
from rse_maturity.sources.formats.entra_users import EntraUsers
from rse_maturity.sources.formats.exo_meeds import ExoMeeds
from rse_maturity.sources.formats.generic import Generic
from rse_maturity.sources.formats.generic_people import GenericPeople
from rse_maturity.sources.formats.gharchive import GHArchive
from rse_maturity.sources.formats.github import GitHub
from rse_maturity.sources.formats.google_chat_takeout import GoogleChatTakeout
from rse_maturity.sources.formats.google_users import GoogleUsers
from rse_maturity.sources.formats.hcl_connections import HclConnections
from rse_maturity.sources.formats.humhub import HumHub
from rse_maturity.sources.formats.jive import Jive
from rse_maturity.sources.formats.m365_usage_report import M365UsageReport
from rse_maturity.sources.formats.mattermost_bulk import MattermostBulk
from rse_maturity.sources.formats.mattermost_compliance import MattermostCompliance
from rse_maturity.sources.formats.mbox import Mbox
from rse_maturity.sources.formats.open_social import OpenSocial
from rse_maturity.sources.formats.rocketchat import RocketChat
from rse_maturity.sources.formats.scim import Scim
from rse_maturity.sources.formats.slack_analytics import SlackAnalytics
from rse_maturity.sources.formats.slack_export import SlackExport
from rse_maturity.sources.formats.stackexchange import StackExchange
from rse_maturity.sources.formats.teams_admin_export import TeamsAdminExport
from rse_maturity.sources.formats.teams_graph import TeamsGraph
from rse_maturity.sources.formats.workplace import Workplace
from rse_maturity.sources.formats.workplace_people import WorkplacePeople
from rse_maturity.sources.formats.xapi import XApi
from rse_maturity.sources.formats.yammer_api import YammerApi
from rse_maturity.sources.formats.yammer_network_export import YammerNetworkExport
from rse_maturity.sources.formats.zulip_archive import ZulipArchive
from rse_maturity.sources.formats.zulip_export import ZulipExport

FORMATS: tuple[Format, ...] = (
    Canonical(),
    YammerNetworkExport(),
    YammerApi(),
    M365UsageReport(),
    Workplace(),
    SlackExport(),
    SlackAnalytics(),
    GoogleChatTakeout(),
    RocketChat(),
    MattermostBulk(),
    MattermostCompliance(),
    DiscoursePosts(),
    DiscourseDataExplorer(),
    DiscourseTopic(),
    DiscourseUserList(),
    DiscourseUserArchive(),
    StackExchange(),
    GitHub(),
    GHArchive(),
    ZulipExport(),
    ZulipArchive(),
    ExoMeeds(),
    HumHub(),
    Elgg(),
    OpenSocial(),
    BuddyPress(),
    Jive(),
    HclConnections(),
    Mbox(),
    ActivityStreams2(),
    XApi(),
    TeamsGraph(),
    TeamsAdminExport(),
    EntraUsers(),
    GoogleUsers(),
    Scim(),
    WorkplacePeople(),
    Generic(),
    GenericPeople(),
)

DIRECTORIES = ("entra_users", "google_users", "scim", "workplace_people", "generic_people")
"""Lists of people that say who is expected."""
