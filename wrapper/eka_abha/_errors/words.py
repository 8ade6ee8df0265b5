"""The words of the service's error texts that may be shown. Every other word could be somebody's name."""

import re
from typing import Final

from eka_abha._privacy import MASK

__all__ = ["WORDS", "hide_unknown_words"]

_VOCABULARY: Final = (
    # Articles, pronouns, auxiliaries, and what else holds a sentence together.
    "a an the this that these those there here it its itself i me my we our us you your yours yourself they them "
    "their he she his her him who whom whose which what when where why how am is are was were be been being do "
    "does did done doing has have had having can cannot could shall should would must need needs needed let lets "
    "please kindly sorry oops dear hello i'm it's that's you're you've we're we've can't couldn't doesn't don't "
    "didn't isn't aren't wasn't weren't won't wouldn't shouldn't hasn't haven't and or nor but if else then than "
    "so because since until unless while although however therefore of to from for by with without within in into "
    "on onto at as via per about above below over under after before between during through against across up "
    "down out off back not no none never neither nothing yes ok okay any all each every either both some several "
    "many much few most least less only other others another same such again already also still yet too very just "
    "even now later soon once twice currently recently temporarily permanently automatically successfully "
    "properly correctly directly manually immediately shortly always often sometimes maybe possibly due ending "
    "except besides whether "
    # What goes wrong.
    "error errors exception exceptions fail fails failed failing failure failures fault problem problems issue "
    "issues wrong bad incorrect incorrectly invalid invalidated illegal malformed corrupt corrupted broken "
    "missing mismatch mismatched absent empty blank null undefined unknown unexpected unexpectedly unrecognized "
    "unrecognised unsupported unspecified unavailable unable unreachable unresponsive unhealthy unhandled "
    "unsuccessful unauthorized unauthorised unauthenticated unprocessable unverified unregistered unlinked "
    "untrusted denied deny refuse refused reject rejected rejects rejection forbidden prohibited restricted "
    "disallowed disabled blocked blacklisted locked suspended deactivated inactive deleted removed revoked "
    "cancelled canceled aborted closed stopped interrupted terminated withdrawn expired expires expire expiry "
    "expiration outdated obsolete deprecated stale duplicate duplicated duplicates conflict conflicts conflicting "
    "inconsistent integrity violation violated violates exceed exceeds exceeded exceeding excessive overload "
    "overloaded busy throttled throttling exhausted reached insufficient incomplete partial partially "
    "incompatible unacceptable inaccessible lost crash crashed outage maintenance timeout timeouts timed "
    # What is done, and how it went.
    "accept accepted accepts accepting acceptable acknowledge acknowledged acknowledgement acknowledgment "
    "activate activated activation active add added adding allow allowed allows answer answered appear appears "
    "apply applied approve approved approval ask asked assigned associated attach attached attempt attempted "
    "attempts authenticate authenticated authenticating authentication authorization authorisation authorize "
    "authorized authorised authoritative available begin broadcast call called calling calls change changed "
    "changes check checked checking choice choices choose chosen claim claimed claims clear close complete "
    "completed confirm confirmation confirmed confirming connect connected connecting connection connections "
    "consume consumed contact contacting contain contained contains continue correct create created creating "
    "creation decode decoded decoding decrypt decrypted decryption delete deleting deletion deliver delivered "
    "delivery depend dependency dependent detect detected determine determined differ different differs disable "
    "enable enabled encode encoded encoding encrypt encrypted encryption end ended ensure enter entered entering "
    "establish established exist existing exists expect expectation expected extend extended fetch fetched "
    "fetching find finding finish finished follow following found generate generated generating generation get "
    "getting give given gone granted handle handled handling happen happened hold implemented include included "
    "includes increase initialize initialized initiate initiated initiating initiation keep known last limit "
    "limited limits link linked linking load loaded loading login logged logging logout look lookup make making "
    "manage match matched matches matching modified modify move moved obtain obtained occur occurred open opened "
    "operate parse parsed parsing perform performed performing permit permitted present prevent proceed process "
    "processed processing produce provide provided provides providing put read reading ready receive received "
    "receiving record recorded records redirect redirected refresh refreshed refreshing register registered "
    "registering registration remove removing renew renewed repeat repeated replace report reported request "
    "requested requesting requests require required requirement requirements requires resend resending resent "
    "reset resolve resolved respond responded responding response responses restart result results resume retried "
    "retries retrieve retrieved retrieving retry retrying return returned returning returns review run running "
    "satisfiable satisfied satisfy save saved saving scan scanned search searched searching see select selected "
    "selecting selection send sending sent share shared sharing show shown sign signed signing skip skipped "
    "specified specify start started starting stop submit submitted submitting subscribe succeed succeeded "
    "success successful supplied supply support supported switch switching take taken terminate tries "
    "trigger triggered try trying unblock unlink unlock update updated updating upgrade upload uploaded use used "
    "uses using validate validated validating validation verified verify verifying verification view wait waiting "
    "want went work working write written "
    # How things are.
    "able additional allowable alphabetic alphanumeric alternative basic common current default difference double "
    "early easy enough equal exact exactly extra false final first former free full future greater half healthy "
    "higher identical inner internal large larger largest late latest left legal likely local long "
    "longer lower lowercase mandatory maximum middle minimum multiple necessary negative new newer next non "
    "numeric old older optional original outer own particular pending permanent positive possible previous "
    "previously primary private proper protected public random real recent related remaining remote right "
    "secondary second secure separate shorter short similar simple single small smaller smallest special specific "
    "standard strict temporary third total true unique unread upper uppercase useful valid variant various "
    "visible weak whole zero one two three four five six seven eight nine ten twelve fourteen "
    # What is talked about: this API and its fields.
    "aadhaar aadhar abdm abha abhaaddress abhaaddresses abhanumber access account accounts address addresses age "
    "artefact artefacts artifact asset auth beneficiary biometric birth birthdate capture captured card care "
    "category city code codes combination combinations company consent consents context contexts count counter "
    "country credential credentials data dataset date dates day dayofbirth demographic details detail device dist "
    "district districts dob document documents e-mail e-kyc eka ekyc email emails enrolment enrollment entries "
    "entry face facility father fathername female fingerprint firstname fn format formats fullname gender "
    "guardian handshake healthid health healthcare healthidnumber hid hidn hint hints hip hiu hospital hospitals "
    "hpr id idp identification identifier identifiers identity ids image individual index insurance intent key "
    "keys kyc lastname level lgd list ln male method methods middlename mis mn mobile mobilenumber mother month "
    "monthofbirth months mpin name names nationality nha notification notifications number numbers oid operation "
    "operations otp otps partner password passwords patient patients person persons phone phones photo phr "
    "phraddress phraddresses picture pin pincode postal prefix profile profiles provider providers pt purpose "
    "purposes qr range ranges reason reasons receiver recipient reference referral relation relationship "
    "requestid sbx scope scopes sender serviceid session sessions sharingkey state states step steps street "
    "subdistrict subscriber subscription suffix suggest suggestion suggestions system systems timestamp token "
    "tokens town transaction transactionid transactions transgender txn txnid type types uhid uid uidai user "
    "userid username users uuid value values vid village ward webhook webhooks year yearofbirth years zip zone "
    "sub distlgd statelgd "
    # The web and the machines behind it.
    "api apis app application applications argument arguments array attribute attributes backend bearer body "
    "boolean broker browser buffer byte bytes cache callback certificate certificates channel character "
    "characters charset class client clients cloud cloudflare cloudfront cluster config configuration configured "
    "constraint content cookie cookies cors csrf database databases db debug desk developer development digest "
    "digit digits dns domain emulator endpoint endpoints entity environment event events expression feature field "
    "fields file files filter filters forward function gateway gateways group hash hashed header headers hmac "
    "host hostname hour hours html http https im information input instance integer integration interface "
    "invocation ip json jwt kb language layer length letter letters library line lines log logic logs loop "
    "mb media memory message messages metadata microservice millisecond milliseconds minute minutes "
    "misdirected mode model module ms multi multipart mutual negotiates network node nodes notice oauth object "
    "objects option options order origin output override package parameter parameters params part parts party "
    "payload payment permission permissions phase phrase platform policy pool port portal positions precondition "
    "priority procedure production program property protocol protocols proxy quota quotas queue query rate "
    "ratelimit reachable redis region registry relay release resource resources role roles root route router rule "
    "rules sandbox schema schemas seconds secret section security segment server servers service services setting "
    "settings signature signatures signin signup size sms smtp socket source space spaces sql ssl stack staging "
    "statement status storage stream string strings structure subject syntax table task team teapot template "
    "tenant test text thread threshold ticket time times tls traffic transfer transport unicode unit units "
    "unsigned upstream uri url urls utf validator validity variable variables version versions warning web "
    "website window worker workflow xml something someone somebody anything anyone everything everyone nobody "
    "somewhere anywhere today tomorrow yesterday week weeks days daily hourly help helpdesk admin administrator "
    "customer operator organisation organization agency authority government apologies apologize inconvenience "
    "regards thanks thank welcome post patch head tunnel "
    "attempting elapsed instead execute execution slow captcha sec secs mins pattern regex plain issuer issued "
    "audience deadline row column assertion decimal nested base runtime mime ongoing nonexistent"
)

WORDS: Final = frozenset(_VOCABULARY.split())
"""In lower case. All words of the documented texts, the API's field names, HTTP's status phrases, and what the error
texts of web services are made of. Left out, however ordinary, is what is also a common Indian name ("may", "more")
and not in a documented text, as "abha" and "date" are."""

# After `mask_text` there are no combined forms left to spell a letter in. Outside ASCII all but a few signs count as
# letters, since the vowel signs of Indian scripts are no letters for `\w`.
_SIGNS = r"\u00a0-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u2010-\u2027\u2030-\u205e\u20b9\u2212\u25cf"
_LETTERS = rf"[^\x00-@\[-`{{-\x7f{_SIGNS}]+"
_WORD = re.compile(rf"{_LETTERS}(?:['\u2019\u2010\u2011-]{_LETTERS})*")
_ASCII_JOINTS = str.maketrans("\u2019\u2010\u2011", "'--")
_SEVERAL = re.compile(r"(?<!\*)\*{3}(?:[ \u2010\u2011'\u2019-]+\*{3})+(?!\*)")


def hide_unknown_words(text: str) -> str:
    """`text` (masked already) with every word hidden that is not in the vocabulary; several in a row as one.

    A word is a run of letters of any script, with apostrophes and hyphens inside; so what an underscore joins counts
    word by word, and what a hyphen joins is shown only if all of it is known.
    """
    return _SEVERAL.sub(MASK, _WORD.sub(_hide_unknown, text))


def _hide_unknown(match: re.Match[str]) -> str:
    word = match[0].lower().translate(_ASCII_JOINTS)
    return match[0] if word in WORDS or all(map(_is_known, word.split("-"))) else MASK


def _is_known(word: str) -> bool:
    return word in WORDS or word.removesuffix("'s") in WORDS or set(word) == {"x"}  # xx-xxxx: a number, masked
