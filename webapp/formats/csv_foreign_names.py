"""What the columns of lists are called in German, French, Spanish, Portuguese and Italian."""

FOREIGN_NAMES = {
    "name": "nombre completo, nom complet, nome completo, vollständiger name",
    "first": "vorname, prénom, nombre, nombre de pila, nome, primeiro nome",
    "middle": "weitere vornamen, zweiter vorname, deuxième prénom, segundo nombre",
    "last": "nachname, familienname, zuname, nom, nom de famille, apellido, apellidos, sobrenome, "
    "cognome",
    "organisation": "firma, unternehmen, société, entreprise, établissement, empresa, compañía, "
    "organización, institución, organização, azienda, società",
    "department": "abteilung, département, departamento, reparto",
    "title": "berufsbezeichnung, funktion, fonction, titre, cargo, puesto, título, qualifica",
    "email": "email adresse, adresse email, adresse de messagerie, correo, correo electrónico, "
    "dirección de correo electrónico, endereço de email, indirizzo email",
    "phone": "telefon, telefonnummer, téléphone, numéro de téléphone, teléfono, telefone, telefono",
    "phone_mobile": "mobiltelefon, mobil, handy, handynummer, téléphone portable, portable, "
    "téléphone mobile, móvil, teléfono móvil, celular, telemóvel, cellulare",
    "phone_work": "telefon geschäftlich, téléphone bureau, téléphone professionnel, "
    "teléfono del trabajo",
    "phone_home": "telefon privat, téléphone domicile, teléfono particular",
    "link": "webseite, site web, sitio web",
    "note": "notiz, notizen, bemerkung, bemerkungen, kommentar, remarques, commentaires, notas, "
    "observaciones, observações",
    "birthday": "geburtstag, geburtsdatum, date de naissance, anniversaire, cumpleaños, "
    "fecha de nacimiento, data de nascimento, data di nascita",
    "address": "adresse, anschrift, dirección, endereço, indirizzo",
    "address_street": "strasse, rue, calle, rua",
    "address_city": "stadt, ort, ville, ciudad, cidade, città",
    "address_postal_code": "postleitzahl, plz, code postal, código postal",
    "address_country": "land, pays, país, paese",
}
"""Names by field as they are compared: without capitals and punctuation, `ss` for `ß`."""
