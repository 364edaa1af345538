-- What other systems call the columns of their files: the one table of it.

create function app.import_fields()
returns table (field text, place integer, names text[])
language sql
immutable
set search_path = ''
as $$
  select known.field, known.place, regexp_split_to_array(btrim(known.names, E' \n'), '\s+')
  from (values
    ('loyalty_id', 1, '
        loyaltyid importedloyaltyid loyaltynumber loyaltyno loyaltynum loyaltycard loyaltycardnumber loyaltycardno
        playerscard playerscardnumber playerscardno playercard playercardnumber playercardno cardnumber cardno cardnum
        cardnr cardid cardcode card membernumber memberid memberno membernum membernr membershipnumber membershipno
        membershipid clubnumber clubno clubid clubcardnumber clubcardno rewardsnumber rewardsid rewardscardnumber
        patronnumber patronid patronno patronnum playernumber playerno playernum playernr playerid playercode
        accountnumber accountno accountid accountnum account acctnumber acctno acctid acctnum acct playeraccount
        playeraccountnumber playeracct legacyid customerid customernumber customerno customernum custid custno custnum
        guestnumber guestno guestid guestnum clientnumber clientno clientid
        numerodetarjeta numerotarjeta nodetarjeta notarjeta idtarjeta tarjeta numerodejugador numerojugador nodejugador
        nojugador idjugador numerodesocio numerosocio nodesocio nosocio idsocio numerodecliente numerocliente
        nodecliente nocliente idcliente
        kartennummer kartennr karte mitgliedsnummer mitgliedsnr mitgliednr spielernummer spielernr kundennummer kundennr
        会员号 会员卡号 会员编号 会员id 卡号 玩家编号 玩家id 客户编号 客户号'),
    ('player_id', 2, '
        pitsideid pitsideplayerid'),
    ('first_name', 3, '
        firstname first givenname givennames forename fname firstnm namefirst playerfirstname patronfirstname
        memberfirstname customerfirstname guestfirstname nombre nombres primernombre vorname 名 名字'),
    ('last_name', 4, '
        lastname last surname familyname lname lastnm namelast playerlastname patronlastname memberlastname
        customerlastname guestlastname apellido apellidos primerapellido nachname familienname 姓 姓氏'),
    ('birth_date', 5, '
        birthdate dateofbirth dob birthday birthdt bdate bday datebirth playerdob patrondob fechadenacimiento
        fechanacimiento nacimiento geburtsdatum geburtstag 出生日期 出生年月日 生日'),
    ('tier', 6, '
        tier importedtier tiername tiercode tierlevel tierlvl tierdesc tierstatus loyaltytier currenttier playertier
        patrontier membertier membershiptier clubtier rewardstier guesttier customertier clublevel clublvl cardlevel
        cardlvl cardtier cardcolor cardcolour cardgrade memberlevel membershiplevel playerlevel playerlvl patronlevel
        loyaltylevel rewardslevel guestlevel customerlevel viplevel level lvl rank playerrank playerclass nivel
        niveldetarjeta niveltarjeta niveldesocio categoria stufe kartenstufe 等级 会员等级 会员级别 卡等级 卡级别 级别'),
    ('points_balance', 7, '
        pointsbalance importedpointsbalance pointbalance pointsbal pointbal ptsbalance ptsbal ptbal points pts
        currentpoints currentpts availablepoints availablepts availpoints availpts pointsavailable ptsavailable
        redeemablepoints loyaltypoints loyaltypts playerpoints playerpts clubpoints memberpoints rewardspoints
        pointstotal totalpoints totalpts pointsremaining remainingpoints balance currentbalance saldodepuntos
        saldopuntos puntosdisponibles puntos saldo punktestand punktesaldo punkte 积分余额 可用积分 当前积分 会员积分 积分'),
    ('last_activity_at', 8, '
        lastactivityat importedlastactivityat lastactivity lastactivitydate lastactivitydt lastactive lastactivedate
        lastvisit lastvisitdate lastvisitdt lastvisitat lastvisited lastplay lastplaydate lastplaydt lastplayed
        lastplayeddate datelastplayed lastgamingdate lastgamingday lastseen lastseendate lasttrip lasttripdate
        lasttripdt lasttransaction lasttransactiondate lasttransdate lasttrandate lasttxndate lastrated lastrateddate
        lastrating lastratingdate lastsession lastsessiondate lastcardin datelastvisit dateoflastvisit
        ultimavisita fechaultimavisita fechadeultimavisita ultimaactividad ultimojuego letzterbesuch letztespiel
        最后活动 最后活动日期 最后到访 最近到访 最近到访日期 上次到访 最后访问 最后光临')
  ) known (field, place, names);
$$;
comment on function app.import_fields() is
  'What a column of a legacy file can be, and the names it goes by, as app.header_key writes them (small letters and '
  'digits only), the likeliest first: those of English, Spanish, German and Chinese systems. Points and tiers are the '
  'present ones: what somebody earned in a year or a lifetime is no balance.';
