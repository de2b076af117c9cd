// Generated from schemas/features.json by hack/gen-validators.ts. Do not edit.
// @ts-nocheck
import type { Annotations, Validator } from '../validator.ts';
"use strict";
const compiled = validate10;

const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"features.json","type":"object","required":["ociVersionMin","ociVersionMax"],"properties":{"ociVersionMin":{"type":"string"},"ociVersionMax":{"type":"string"},"hooks":{"$ref":"defs.json#/definitions/strings"},"mountOptions":{"$ref":"defs.json#/definitions/strings"},"annotations":{"$ref":"defs.json#/definitions/stringMap"},"potentiallyUnsafeConfigAnnotations":{"$ref":"defs.json#/definitions/strings"},"linux":{"type":"object","properties":{"namespaces":{"type":"array","items":{"$ref":"config-linux.json#/definitions/namespace"}},"capabilities":{"type":"array","items":{"type":"string","pattern":"^CAP_[A-Z_]+$"}},"cgroup":{"type":"object","properties":{"v1":{"type":"boolean"},"v2":{"type":"boolean"},"systemd":{"type":"boolean"},"systemdUser":{"type":"boolean"},"rdma":{"type":"boolean"}}},"seccomp":{"type":"object","properties":{"enabled":{"type":"boolean"},"actions":{"type":"array","items":{"$ref":"config-seccomp.json#/definitions/action"}},"operators":{"type":"array","items":{"$ref":"config-seccomp.json#/definitions/operator"}},"archs":{"type":"array","items":{"$ref":"config-seccomp.json#/definitions/architecture"}},"knownFlags":{"type":"array","items":{"$ref":"config-seccomp.json#/definitions/flag"}},"supportedFlags":{"type":"array","items":{"$ref":"config-seccomp.json#/definitions/flag"}}}},"apparmor":{"type":"object","properties":{"enabled":{"type":"boolean"}}},"selinux":{"type":"object","properties":{"enabled":{"type":"boolean"}}},"intelRdt":{"type":"object","properties":{"enabled":{"type":"boolean"},"schemata":{"type":"boolean"},"monitoring":{"type":"boolean"}}},"memoryPolicy":{"type":"object","properties":{"modes":{"type":"array","items":{"$ref":"config-linux.json#/definitions/memoryPolicyMode"}},"flags":{"type":"array","items":{"$ref":"config-linux.json#/definitions/memoryPolicyFlag"}}}},"mountExtensions":{"type":"object","properties":{"idmap":{"type":"object","properties":{"enabled":{"type":"boolean"}}}}},"netDevices":{"type":"object","properties":{"enabled":{"type":"boolean"}}}}}}};
const schema13 = {"type":"array","items":{"type":"string"}};
const schema15 = {"type":"object","additionalProperties":{"type":"string"}};
const schema18 = {"type":"string","enum":["pid","network","mount","ipc","uts","user","cgroup","time"]};
const schema70 = {"type":"string","enum":["SCMP_ACT_KILL","SCMP_ACT_KILL_PROCESS","SCMP_ACT_KILL_THREAD","SCMP_ACT_TRAP","SCMP_ACT_ERRNO","SCMP_ACT_TRACE","SCMP_ACT_ALLOW","SCMP_ACT_LOG","SCMP_ACT_NOTIFY"]};
const schema79 = {"type":"string","enum":["SCMP_CMP_NE","SCMP_CMP_LT","SCMP_CMP_LE","SCMP_CMP_EQ","SCMP_CMP_GE","SCMP_CMP_GT","SCMP_CMP_MASKED_EQ"]};
const schema72 = {"type":"string","enum":["SCMP_ARCH_X86","SCMP_ARCH_X86_64","SCMP_ARCH_X32","SCMP_ARCH_ARM","SCMP_ARCH_AARCH64","SCMP_ARCH_MIPS","SCMP_ARCH_MIPS64","SCMP_ARCH_MIPS64N32","SCMP_ARCH_MIPSEL","SCMP_ARCH_MIPSEL64","SCMP_ARCH_MIPSEL64N32","SCMP_ARCH_PPC","SCMP_ARCH_PPC64","SCMP_ARCH_PPC64LE","SCMP_ARCH_S390","SCMP_ARCH_S390X","SCMP_ARCH_PARISC","SCMP_ARCH_PARISC64","SCMP_ARCH_RISCV64","SCMP_ARCH_LOONGARCH64","SCMP_ARCH_M68K","SCMP_ARCH_SH","SCMP_ARCH_SHEB"]};
const schema73 = {"type":"string","enum":["SECCOMP_FILTER_FLAG_TSYNC","SECCOMP_FILTER_FLAG_LOG","SECCOMP_FILTER_FLAG_SPEC_ALLOW","SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"]};
const schema66 = {"type":"string","enum":["MPOL_DEFAULT","MPOL_BIND","MPOL_INTERLEAVE","MPOL_WEIGHTED_INTERLEAVE","MPOL_PREFERRED","MPOL_PREFERRED_MANY","MPOL_LOCAL"]};
const schema67 = {"type":"string","enum":["MPOL_F_NUMA_BALANCING","MPOL_F_RELATIVE_NODES","MPOL_F_STATIC_NODES"]};
const pattern3 = new RegExp("^CAP_[A-Z_]+$", "u");

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="features.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.ociVersionMin === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ociVersionMin"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.ociVersionMax === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ociVersionMax"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.ociVersionMin !== undefined){
if(typeof data.ociVersionMin !== "string"){
const err2 = {instancePath:instancePath+"/ociVersionMin",schemaPath:"#/properties/ociVersionMin/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.ociVersionMax !== undefined){
if(typeof data.ociVersionMax !== "string"){
const err3 = {instancePath:instancePath+"/ociVersionMax",schemaPath:"#/properties/ociVersionMax/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.hooks !== undefined){
let data2 = data.hooks;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(typeof data2[i0] !== "string"){
const err4 = {instancePath:instancePath+"/hooks/" + i0,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/hooks",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.mountOptions !== undefined){
let data4 = data.mountOptions;
if(Array.isArray(data4)){
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
if(typeof data4[i1] !== "string"){
const err6 = {instancePath:instancePath+"/mountOptions/" + i1,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath:instancePath+"/mountOptions",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.annotations !== undefined){
let data6 = data.annotations;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key0 in data6){
if(typeof data6[key0] !== "string"){
const err8 = {instancePath:instancePath+"/annotations/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"defs.json#/definitions/stringMap/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/annotations",schemaPath:"defs.json#/definitions/stringMap/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.potentiallyUnsafeConfigAnnotations !== undefined){
let data8 = data.potentiallyUnsafeConfigAnnotations;
if(Array.isArray(data8)){
const len2 = data8.length;
for(let i2=0; i2<len2; i2++){
if(typeof data8[i2] !== "string"){
const err10 = {instancePath:instancePath+"/potentiallyUnsafeConfigAnnotations/" + i2,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/potentiallyUnsafeConfigAnnotations",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.linux !== undefined){
let data10 = data.linux;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.namespaces !== undefined){
let data11 = data10.namespaces;
if(Array.isArray(data11)){
const len3 = data11.length;
for(let i3=0; i3<len3; i3++){
let data12 = data11[i3];
if(typeof data12 !== "string"){
const err12 = {instancePath:instancePath+"/linux/namespaces/" + i3,schemaPath:"config-linux.json#/definitions/namespace/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(!((((((((data12 === "pid") || (data12 === "network")) || (data12 === "mount")) || (data12 === "ipc")) || (data12 === "uts")) || (data12 === "user")) || (data12 === "cgroup")) || (data12 === "time"))){
const err13 = {instancePath:instancePath+"/linux/namespaces/" + i3,schemaPath:"config-linux.json#/definitions/namespace/enum",keyword:"enum",params:{allowedValues: schema18.enum}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/linux/namespaces",schemaPath:"#/properties/linux/properties/namespaces/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data10.capabilities !== undefined){
let data13 = data10.capabilities;
if(Array.isArray(data13)){
const len4 = data13.length;
for(let i4=0; i4<len4; i4++){
let data14 = data13[i4];
if(typeof data14 === "string"){
if(!pattern3.test(data14)){
const err15 = {instancePath:instancePath+"/linux/capabilities/" + i4,schemaPath:"#/properties/linux/properties/capabilities/items/pattern",keyword:"pattern",params:{pattern: "^CAP_[A-Z_]+$"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/linux/capabilities/" + i4,schemaPath:"#/properties/linux/properties/capabilities/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/linux/capabilities",schemaPath:"#/properties/linux/properties/capabilities/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data10.cgroup !== undefined){
let data15 = data10.cgroup;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(data15.v1 !== undefined){
if(typeof data15.v1 !== "boolean"){
const err18 = {instancePath:instancePath+"/linux/cgroup/v1",schemaPath:"#/properties/linux/properties/cgroup/properties/v1/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data15.v2 !== undefined){
if(typeof data15.v2 !== "boolean"){
const err19 = {instancePath:instancePath+"/linux/cgroup/v2",schemaPath:"#/properties/linux/properties/cgroup/properties/v2/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data15.systemd !== undefined){
if(typeof data15.systemd !== "boolean"){
const err20 = {instancePath:instancePath+"/linux/cgroup/systemd",schemaPath:"#/properties/linux/properties/cgroup/properties/systemd/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data15.systemdUser !== undefined){
if(typeof data15.systemdUser !== "boolean"){
const err21 = {instancePath:instancePath+"/linux/cgroup/systemdUser",schemaPath:"#/properties/linux/properties/cgroup/properties/systemdUser/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data15.rdma !== undefined){
if(typeof data15.rdma !== "boolean"){
const err22 = {instancePath:instancePath+"/linux/cgroup/rdma",schemaPath:"#/properties/linux/properties/cgroup/properties/rdma/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath:instancePath+"/linux/cgroup",schemaPath:"#/properties/linux/properties/cgroup/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data10.seccomp !== undefined){
let data21 = data10.seccomp;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.enabled !== undefined){
if(typeof data21.enabled !== "boolean"){
const err24 = {instancePath:instancePath+"/linux/seccomp/enabled",schemaPath:"#/properties/linux/properties/seccomp/properties/enabled/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data21.actions !== undefined){
let data23 = data21.actions;
if(Array.isArray(data23)){
const len5 = data23.length;
for(let i5=0; i5<len5; i5++){
let data24 = data23[i5];
if(typeof data24 !== "string"){
const err25 = {instancePath:instancePath+"/linux/seccomp/actions/" + i5,schemaPath:"config-seccomp.json#/definitions/action/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(!(((((((((data24 === "SCMP_ACT_KILL") || (data24 === "SCMP_ACT_KILL_PROCESS")) || (data24 === "SCMP_ACT_KILL_THREAD")) || (data24 === "SCMP_ACT_TRAP")) || (data24 === "SCMP_ACT_ERRNO")) || (data24 === "SCMP_ACT_TRACE")) || (data24 === "SCMP_ACT_ALLOW")) || (data24 === "SCMP_ACT_LOG")) || (data24 === "SCMP_ACT_NOTIFY"))){
const err26 = {instancePath:instancePath+"/linux/seccomp/actions/" + i5,schemaPath:"config-seccomp.json#/definitions/action/enum",keyword:"enum",params:{allowedValues: schema70.enum}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/linux/seccomp/actions",schemaPath:"#/properties/linux/properties/seccomp/properties/actions/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data21.operators !== undefined){
let data25 = data21.operators;
if(Array.isArray(data25)){
const len6 = data25.length;
for(let i6=0; i6<len6; i6++){
let data26 = data25[i6];
if(typeof data26 !== "string"){
const err28 = {instancePath:instancePath+"/linux/seccomp/operators/" + i6,schemaPath:"config-seccomp.json#/definitions/operator/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(!(((((((data26 === "SCMP_CMP_NE") || (data26 === "SCMP_CMP_LT")) || (data26 === "SCMP_CMP_LE")) || (data26 === "SCMP_CMP_EQ")) || (data26 === "SCMP_CMP_GE")) || (data26 === "SCMP_CMP_GT")) || (data26 === "SCMP_CMP_MASKED_EQ"))){
const err29 = {instancePath:instancePath+"/linux/seccomp/operators/" + i6,schemaPath:"config-seccomp.json#/definitions/operator/enum",keyword:"enum",params:{allowedValues: schema79.enum}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/linux/seccomp/operators",schemaPath:"#/properties/linux/properties/seccomp/properties/operators/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data21.archs !== undefined){
let data27 = data21.archs;
if(Array.isArray(data27)){
const len7 = data27.length;
for(let i7=0; i7<len7; i7++){
let data28 = data27[i7];
if(typeof data28 !== "string"){
const err31 = {instancePath:instancePath+"/linux/seccomp/archs/" + i7,schemaPath:"config-seccomp.json#/definitions/architecture/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(!(((((((((((((((((((((((data28 === "SCMP_ARCH_X86") || (data28 === "SCMP_ARCH_X86_64")) || (data28 === "SCMP_ARCH_X32")) || (data28 === "SCMP_ARCH_ARM")) || (data28 === "SCMP_ARCH_AARCH64")) || (data28 === "SCMP_ARCH_MIPS")) || (data28 === "SCMP_ARCH_MIPS64")) || (data28 === "SCMP_ARCH_MIPS64N32")) || (data28 === "SCMP_ARCH_MIPSEL")) || (data28 === "SCMP_ARCH_MIPSEL64")) || (data28 === "SCMP_ARCH_MIPSEL64N32")) || (data28 === "SCMP_ARCH_PPC")) || (data28 === "SCMP_ARCH_PPC64")) || (data28 === "SCMP_ARCH_PPC64LE")) || (data28 === "SCMP_ARCH_S390")) || (data28 === "SCMP_ARCH_S390X")) || (data28 === "SCMP_ARCH_PARISC")) || (data28 === "SCMP_ARCH_PARISC64")) || (data28 === "SCMP_ARCH_RISCV64")) || (data28 === "SCMP_ARCH_LOONGARCH64")) || (data28 === "SCMP_ARCH_M68K")) || (data28 === "SCMP_ARCH_SH")) || (data28 === "SCMP_ARCH_SHEB"))){
const err32 = {instancePath:instancePath+"/linux/seccomp/archs/" + i7,schemaPath:"config-seccomp.json#/definitions/architecture/enum",keyword:"enum",params:{allowedValues: schema72.enum}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/linux/seccomp/archs",schemaPath:"#/properties/linux/properties/seccomp/properties/archs/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data21.knownFlags !== undefined){
let data29 = data21.knownFlags;
if(Array.isArray(data29)){
const len8 = data29.length;
for(let i8=0; i8<len8; i8++){
let data30 = data29[i8];
if(typeof data30 !== "string"){
const err34 = {instancePath:instancePath+"/linux/seccomp/knownFlags/" + i8,schemaPath:"config-seccomp.json#/definitions/flag/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(!((((data30 === "SECCOMP_FILTER_FLAG_TSYNC") || (data30 === "SECCOMP_FILTER_FLAG_LOG")) || (data30 === "SECCOMP_FILTER_FLAG_SPEC_ALLOW")) || (data30 === "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"))){
const err35 = {instancePath:instancePath+"/linux/seccomp/knownFlags/" + i8,schemaPath:"config-seccomp.json#/definitions/flag/enum",keyword:"enum",params:{allowedValues: schema73.enum}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/linux/seccomp/knownFlags",schemaPath:"#/properties/linux/properties/seccomp/properties/knownFlags/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data21.supportedFlags !== undefined){
let data31 = data21.supportedFlags;
if(Array.isArray(data31)){
const len9 = data31.length;
for(let i9=0; i9<len9; i9++){
let data32 = data31[i9];
if(typeof data32 !== "string"){
const err37 = {instancePath:instancePath+"/linux/seccomp/supportedFlags/" + i9,schemaPath:"config-seccomp.json#/definitions/flag/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(!((((data32 === "SECCOMP_FILTER_FLAG_TSYNC") || (data32 === "SECCOMP_FILTER_FLAG_LOG")) || (data32 === "SECCOMP_FILTER_FLAG_SPEC_ALLOW")) || (data32 === "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"))){
const err38 = {instancePath:instancePath+"/linux/seccomp/supportedFlags/" + i9,schemaPath:"config-seccomp.json#/definitions/flag/enum",keyword:"enum",params:{allowedValues: schema73.enum}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
else {
const err39 = {instancePath:instancePath+"/linux/seccomp/supportedFlags",schemaPath:"#/properties/linux/properties/seccomp/properties/supportedFlags/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath:instancePath+"/linux/seccomp",schemaPath:"#/properties/linux/properties/seccomp/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data10.apparmor !== undefined){
let data33 = data10.apparmor;
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
if(data33.enabled !== undefined){
if(typeof data33.enabled !== "boolean"){
const err41 = {instancePath:instancePath+"/linux/apparmor/enabled",schemaPath:"#/properties/linux/properties/apparmor/properties/enabled/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/linux/apparmor",schemaPath:"#/properties/linux/properties/apparmor/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data10.selinux !== undefined){
let data35 = data10.selinux;
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
if(data35.enabled !== undefined){
if(typeof data35.enabled !== "boolean"){
const err43 = {instancePath:instancePath+"/linux/selinux/enabled",schemaPath:"#/properties/linux/properties/selinux/properties/enabled/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath:instancePath+"/linux/selinux",schemaPath:"#/properties/linux/properties/selinux/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data10.intelRdt !== undefined){
let data37 = data10.intelRdt;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
if(data37.enabled !== undefined){
if(typeof data37.enabled !== "boolean"){
const err45 = {instancePath:instancePath+"/linux/intelRdt/enabled",schemaPath:"#/properties/linux/properties/intelRdt/properties/enabled/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data37.schemata !== undefined){
if(typeof data37.schemata !== "boolean"){
const err46 = {instancePath:instancePath+"/linux/intelRdt/schemata",schemaPath:"#/properties/linux/properties/intelRdt/properties/schemata/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data37.monitoring !== undefined){
if(typeof data37.monitoring !== "boolean"){
const err47 = {instancePath:instancePath+"/linux/intelRdt/monitoring",schemaPath:"#/properties/linux/properties/intelRdt/properties/monitoring/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/linux/intelRdt",schemaPath:"#/properties/linux/properties/intelRdt/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data10.memoryPolicy !== undefined){
let data41 = data10.memoryPolicy;
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
if(data41.modes !== undefined){
let data42 = data41.modes;
if(Array.isArray(data42)){
const len10 = data42.length;
for(let i10=0; i10<len10; i10++){
let data43 = data42[i10];
if(typeof data43 !== "string"){
const err49 = {instancePath:instancePath+"/linux/memoryPolicy/modes/" + i10,schemaPath:"config-linux.json#/definitions/memoryPolicyMode/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(!(((((((data43 === "MPOL_DEFAULT") || (data43 === "MPOL_BIND")) || (data43 === "MPOL_INTERLEAVE")) || (data43 === "MPOL_WEIGHTED_INTERLEAVE")) || (data43 === "MPOL_PREFERRED")) || (data43 === "MPOL_PREFERRED_MANY")) || (data43 === "MPOL_LOCAL"))){
const err50 = {instancePath:instancePath+"/linux/memoryPolicy/modes/" + i10,schemaPath:"config-linux.json#/definitions/memoryPolicyMode/enum",keyword:"enum",params:{allowedValues: schema66.enum}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/linux/memoryPolicy/modes",schemaPath:"#/properties/linux/properties/memoryPolicy/properties/modes/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data41.flags !== undefined){
let data44 = data41.flags;
if(Array.isArray(data44)){
const len11 = data44.length;
for(let i11=0; i11<len11; i11++){
let data45 = data44[i11];
if(typeof data45 !== "string"){
const err52 = {instancePath:instancePath+"/linux/memoryPolicy/flags/" + i11,schemaPath:"config-linux.json#/definitions/memoryPolicyFlag/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(!(((data45 === "MPOL_F_NUMA_BALANCING") || (data45 === "MPOL_F_RELATIVE_NODES")) || (data45 === "MPOL_F_STATIC_NODES"))){
const err53 = {instancePath:instancePath+"/linux/memoryPolicy/flags/" + i11,schemaPath:"config-linux.json#/definitions/memoryPolicyFlag/enum",keyword:"enum",params:{allowedValues: schema67.enum}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
else {
const err54 = {instancePath:instancePath+"/linux/memoryPolicy/flags",schemaPath:"#/properties/linux/properties/memoryPolicy/properties/flags/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath:instancePath+"/linux/memoryPolicy",schemaPath:"#/properties/linux/properties/memoryPolicy/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data10.mountExtensions !== undefined){
let data46 = data10.mountExtensions;
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
if(data46.idmap !== undefined){
let data47 = data46.idmap;
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
if(data47.enabled !== undefined){
if(typeof data47.enabled !== "boolean"){
const err56 = {instancePath:instancePath+"/linux/mountExtensions/idmap/enabled",schemaPath:"#/properties/linux/properties/mountExtensions/properties/idmap/properties/enabled/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
else {
const err57 = {instancePath:instancePath+"/linux/mountExtensions/idmap",schemaPath:"#/properties/linux/properties/mountExtensions/properties/idmap/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
else {
const err58 = {instancePath:instancePath+"/linux/mountExtensions",schemaPath:"#/properties/linux/properties/mountExtensions/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data10.netDevices !== undefined){
let data49 = data10.netDevices;
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
if(data49.enabled !== undefined){
if(typeof data49.enabled !== "boolean"){
const err59 = {instancePath:instancePath+"/linux/netDevices/enabled",schemaPath:"#/properties/linux/properties/netDevices/properties/enabled/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
else {
const err60 = {instancePath:instancePath+"/linux/netDevices",schemaPath:"#/properties/linux/properties/netDevices/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
else {
const err61 = {instancePath:instancePath+"/linux",schemaPath:"#/properties/linux/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}

/** Says whether a value is such a document; what is wrong is then in its `errors`. */
export const validate: Validator = compiled as unknown as Validator;
/** What the schema says about each part of the document. */
export const annotations: Annotations = {"section":"features.md","parts":{"ociVersionMin":{"section":"features.md#specification-version"},"ociVersionMax":{"section":"features.md#specification-version"},"hooks":{"section":"features.md#hooks"},"mountOptions":{"section":"features.md#mount-options"},"annotations":{"section":"features.md#annotations"},"potentiallyUnsafeConfigAnnotations":{"section":"features.md#unsafe-annotations-in-configjson"},"linux":{"section":"features-linux.md","parts":{"namespaces":{"section":"features-linux.md#namespaces"},"capabilities":{"section":"features-linux.md#capabilities","parts":{"*":{"wanted":"the name of a capability, such as \"CAP_CHOWN\""}}},"cgroup":{"section":"features-linux.md#cgroup"},"seccomp":{"section":"features-linux.md#seccomp"},"apparmor":{"section":"features-linux.md#apparmor"},"selinux":{"section":"features-linux.md#selinux"},"intelRdt":{"section":"features-linux.md#intel-rdt"},"memoryPolicy":{"section":"features-linux.md#memorypolicy","parts":{"modes":{"parts":{"*":{"called":"memory policy mode"}}},"flags":{"parts":{"*":{"called":"memory policy flag"}}}}},"mountExtensions":{"section":"features-linux.md#mountextensions"},"netDevices":{"section":"features-linux.md#netdevices"}}}}};
